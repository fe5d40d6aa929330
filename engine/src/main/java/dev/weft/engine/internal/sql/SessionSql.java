package dev.weft.engine.internal.sql;

import java.util.List;
import java.util.Locale;

/**
 * Which statements may change more than data: the session itself, or its transaction behind the driver's back.
 *
 * <p>Told by the first word, and by the names of the few functions that do the same. It errs on the side of change,
 * which costs a renewal; a procedure or a function of the user's that changes its session is not seen.
 */
public final class SessionSql {
    private static final int LONGEST_WORD = 12;
    private static final List<String> FUNCTIONS = List.of("set_config", "advisory_lock", "get_lock");

    private SessionSql() {}

    /**
     * Tells of a statement whether it may.
     *
     * @param sql the statement
     * @return true if it may
     */
    public static boolean changesSession(String sql) {
        var start = startOfWord(sql, 0);
        return switch (word(sql, start)) {
            case "set", "reset", "use", "pragma", "attach", "detach", "discard" -> true;
            case "begin", "start", "commit", "end", "rollback", "abort", "xa" -> true;
            case "declare", "prepare", "deallocate", "listen", "load", "lock", "unlock", "alter" -> true;
            case "create" -> isTemporary(word(sql, startOfWord(sql, start + "create".length())));
            case "select", "with", "values" -> callsOne(sql);
            default -> false;
        };
    }

    private static boolean isTemporary(String second) {
        return switch (second) {
            case "temp", "temporary", "local", "global" -> true;
            default -> false;
        };
    }

    private static boolean callsOne(String sql) {
        for (var function : FUNCTIONS) {
            if (sql.contains(function) || sql.contains(function.toUpperCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    /** Where the next word begins, past white space, comments and brackets. */
    private static int startOfWord(String sql, int from) {
        var at = from;
        while (at < sql.length()) {
            if (sql.startsWith("--", at)) {
                var end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end + 1;
            } else if (sql.startsWith("/*", at)) {
                var end = sql.indexOf("*/", at + 2);
                at = end < 0 ? sql.length() : end + 2;
            } else if (Character.isLetter(sql.charAt(at))) {
                return at;
            } else {
                at++;
            }
        }
        return at;
    }

    private static String word(String sql, int start) {
        var end = start;
        while (end < sql.length() && end - start <= LONGEST_WORD && Character.isLetter(sql.charAt(end))) {
            end++;
        }
        return sql.substring(start, end).toLowerCase(Locale.ROOT);
    }
}
