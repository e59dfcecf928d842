package weir.console.doctor;

/** How good or bad a finding is. */
enum Level {
    /** As it should be. */
    OK("ok"),
    /** It works, but a person should know. */
    WARN("warn"),
    /** It will not work. */
    FAIL("FAIL");

    private final String text;

    Level(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
