package dev.weft.awaitlet;

import org.jspecify.annotations.Nullable;

/** A JSON text in the making, written from the front to the end. Used by one thread. */
final class Json {
    private final StringBuilder text = new StringBuilder();
    private boolean first = true; // of the object or array that is open

    Json open(char bracket) {
        text.append(bracket);
        first = true;
        return this;
    }

    Json close(char bracket) {
        text.append(bracket);
        first = false;
        return this;
    }

    /** Begins the next member of an object. */
    Json key(String name) {
        next();
        text.append(quoted(name)).append(':');
        first = true; // its value follows without a comma
        return this;
    }

    /** Begins the next element of an array. */
    Json next() {
        if (!first) {
            text.append(',');
        }
        first = false;
        return this;
    }

    Json member(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        key(name);
        text.append(value instanceof Number || value instanceof Boolean ? value.toString() : quoted(value.toString()));
        first = false;
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** A JSON string; whatever could end a line or is half a character is escaped too. */
    static String quoted(String value) {
        return '"' + escaped(value.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }

    /** The same text on one line: control characters, line ends and halves of characters are escaped. */
    static String escaped(String value) {
        var escaped = new StringBuilder(value.length());
        value.codePoints().forEach(point -> {
            if (isPlain(point)) {
                escaped.appendCodePoint(point);
            } else {
                escaped.append("\\u%04x".formatted(point));
            }
        });
        return escaped.toString();
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            default -> true;
        };
    }
}
