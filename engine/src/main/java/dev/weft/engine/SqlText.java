package dev.weft.engine;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How statements and parameters are written in messages: on one line, and no longer than is useful. */
final class SqlText {
    private static final int LONGEST_SQL = 1_000;
    private static final int LONGEST_VALUE = 60;
    private static final int MOST_PARAMETERS = 20;

    private SqlText() {}

    static String shortened(String sql) {
        return cut(sql.strip(), LONGEST_SQL);
    }

    static String parameters(List<? extends @Nullable Object> values) {
        var shown = values.stream().limit(MOST_PARAMETERS).map(SqlText::value).collect(Collectors.joining(", "));
        var more = values.size() - MOST_PARAMETERS;
        return "[" + shown + (more > 0 ? ", and " + more + " more" : "") + "]";
    }

    private static String value(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case byte[] bytes -> "byte[" + bytes.length + "]";
            case CharSequence text -> "'" + cut(text, LONGEST_VALUE) + "'";
            default -> cut(String.valueOf(value), LONGEST_VALUE);
        };
    }

    private static String cut(CharSequence text, int longest) {
        return text.length() <= longest
                ? text.toString()
                : text.subSequence(0, longest) + "... (" + text.length() + " characters)";
    }
}
