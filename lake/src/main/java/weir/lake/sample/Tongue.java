package weir.lake.sample;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A language that the made-up people speak.
 *
 * @param code as {@code lang} has it
 * @param weight in this share of the sum of all they choose it
 */
record Tongue(String code, int weight, List<String> words) {
    private static final List<Tongue> ALL = List.of(
            new Tongue(
                    "pt",
                    28,
                    """
            hoje amanhã você gente não também então já coração música jogo festa praia trabalho saudade
            melhor muito verdade amor caminho notícia domingo avó ação irmão chuva café ninguém aqui agora"""),
            new Tongue(
                    "en",
                    26,
                    """
            today tomorrow people really nothing music match party beach morning coffee never always better
            question weather train window friends happy reading another story maybe place light road"""),
            new Tongue(
                    "es",
                    18,
                    """
            hoy mañana gente nunca también música partido fiesta playa trabajo corazón mejor mucho verdad
            camino noticia domingo abuela niño lluvia café nadie aquí ahora señor años canción después"""),
            new Tongue("ja", 10, """
            今日は 明日 みんな 本当に 音楽 試合 お祭り 海 朝 コーヒー いつも 質問 天気 電車 友達 嬉しい 読書 物語 光 道"""),
            new Tongue(
                    "ar",
                    5,
                    """
            اليوم غدا الناس حقا موسيقى مباراة حفلة البحر صباح قهوة دائما سؤال الطقس قطار أصدقاء سعيد قراءة قصة"""),
            new Tongue(
                    "tr",
                    4,
                    """
            bugün yarın insanlar gerçekten müzik maç şenlik sahil sabah kahve hiç daima soru hava tren güzel ışık yol"""),
            new Tongue(
                    "de",
                    3,
                    """
            heute morgen Leute wirklich Musik Spiel Fest Straße früh Kaffee niemals immer Frage Wetter Zug schön"""),
            new Tongue("ko", 3, """
            오늘 내일 사람들 정말 음악 경기 축제 바다 아침 커피 항상 질문 날씨 기차 친구 행복 독서 이야기"""),
            new Tongue("und", 3, "kkkk hahaha aaaa 10 000 2:0 ok"));

    private static final int TOTAL = ALL.stream().mapToInt(Tongue::weight).sum();

    private Tongue(String code, int weight, String words) {
        this(code, weight, List.of(words.split("\\s+")));
    }

    String word(SplittableRandom random) {
        return words.get(random.nextInt(words.size()));
    }

    static Tongue any(SplittableRandom random) {
        int left = random.nextInt(TOTAL);
        int number = 0;
        while (left >= ALL.get(number).weight()) {
            left -= ALL.get(number).weight();
            number++;
        }
        return ALL.get(number);
    }
}
