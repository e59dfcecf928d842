package weir.lake.sample;

import java.util.List;
import java.util.SplittableRandom;

/** The words of a language that the made-up people speak. */
enum Tongue {
    PORTUGUESE(
            "pt",
            28,
            """
            hoje amanhã você gente não também então já coração música jogo festa praia trabalho saudade
            melhor muito verdade amor caminho notícia domingo avó ação irmão chuva café ninguém aqui agora"""),
    ENGLISH(
            "en",
            26,
            """
            today tomorrow people really nothing music match party beach morning coffee never always better
            question weather train window friends happy reading another story maybe place light road"""),
    SPANISH(
            "es",
            18,
            """
            hoy mañana gente nunca también música partido fiesta playa trabajo corazón mejor mucho verdad
            camino noticia domingo abuela niño lluvia café nadie aquí ahora señor años canción después"""),
    JAPANESE("ja", 10, """
            今日は 明日 みんな 本当に 音楽 試合 お祭り 海 朝 コーヒー いつも 質問 天気 電車 友達 嬉しい 読書 物語 光 道"""),
    ARABIC(
            "ar",
            5,
            """
            اليوم غدا الناس حقا موسيقى مباراة حفلة البحر صباح قهوة دائما سؤال الطقس قطار أصدقاء سعيد قراءة قصة"""),
    TURKISH(
            "tr",
            4,
            """
            bugün yarın insanlar gerçekten müzik maç şenlik sahil sabah kahve hiç daima soru hava tren güzel ışık yol"""),
    GERMAN(
            "de",
            3,
            """
            heute morgen Leute wirklich Musik Spiel Fest Straße früh Kaffee niemals immer Frage Wetter Zug schön"""),
    KOREAN("ko", 3, """
            오늘 내일 사람들 정말 음악 경기 축제 바다 아침 커피 항상 질문 날씨 기차 친구 행복 독서 이야기"""),
    UNKNOWN("und", 3, "kkkk hahaha aaaa 10 000 2:0 ok");

    private static final int TOTAL =
            List.of(values()).stream().mapToInt(tongue -> tongue.weight).sum();

    private final String code;
    private final int weight;
    private final String[] words;

    Tongue(String code, int weight, String words) {
        this.code = code;
        this.weight = weight;
        this.words = words.split("\\s+");
    }

    /** As {@code lang} has it. */
    String code() {
        return code;
    }

    String word(SplittableRandom random) {
        return words[random.nextInt(words.length)];
    }

    static Tongue any(SplittableRandom random) {
        int left = random.nextInt(TOTAL);
        for (Tongue tongue : values()) {
            left -= tongue.weight;
            if (left < 0) {
                return tongue;
            }
        }
        return UNKNOWN;
    }
}
