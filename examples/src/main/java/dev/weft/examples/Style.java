package dev.weft.examples;

import java.io.Console;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How lines look: with colours and check marks on a terminal, plain ASCII elsewhere. */
enum Style {
    PLAIN,
    TERMINAL;

    private static final String ESCAPE = "\u001b[";

    /** The style for standard output. */
    static Style ofStandardOutput() {
        var utf8 = Charset.forName(System.getProperty("stdout.encoding", "US-ASCII"))
                .equals(StandardCharsets.UTF_8);
        var terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        return terminal && utf8 && System.getenv("NO_COLOR") == null ? TERMINAL : PLAIN;
    }

    String bold(String text) {
        return styled("1", text);
    }

    String dim(String text) {
        return styled("2", text);
    }

    String check() {
        return this == TERMINAL ? styled("32", "\u2713 ") : "ok";
    }

    String step() {
        return this == TERMINAL ? styled("2", "\u00b7 ") : "- ";
    }

    private String styled(String code, String text) {
        return this == TERMINAL ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }
}
