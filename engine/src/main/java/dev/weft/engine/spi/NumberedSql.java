package dev.weft.engine.spi;

import dev.weft.engine.internal.sql.Placeholders;
import java.util.Locale;

/**
 * A statement as the wire protocols of native drivers want it: with {@code $1}, {@code $2} for its placeholders.
 *
 * <ul>
 *   <li>Placeholders are found as the engine finds them: not in strings, quoted names, dollar quotes and comments.
 *   <li>Reading one takes time linear in its length.
 * </ul>
 *
 * <p>Immutable, so safe for use by many threads.
 *
 * @param text the statement, with numbered parameters
 * @param parameters how many there are
 * @param command its first word, in lower case; empty if there is none
 * @param copiesToClient whether it is a COPY to or from the client's own stream
 */
public record NumberedSql(String text, int parameters, String command, boolean copiesToClient) {
    private static final int LONGEST_COMMAND = 30;

    /**
     * Reads a statement.
     *
     * @param sql the statement, with a {@code ?} for each parameter; an operator's question mark is doubled where the
     *     dialect's drivers want that
     * @param dialect the dialect, as a URL spells it
     * @return the statement with numbered parameters
     */
    public static NumberedSql of(String sql, String dialect) {
        var text = new StringBuilder(sql.length() + 16);
        var seen = new Seen(sql);
        var parameters = Placeholders.number(sql, dialect, text, seen);
        return new NumberedSql(text.toString(), parameters, seen.command, seen.stream && seen.command.equals("copy"));
    }

    /** What the words of a statement tell. */
    private static final class Seen implements Placeholders.Words {
        private final String sql;
        private String command = "";
        private boolean stream;

        Seen(String sql) {
            this.sql = sql;
        }

        @Override
        public void word(int start, int end) {
            if (command.isEmpty()) {
                command = sql.substring(start, Math.min(end, start + LONGEST_COMMAND))
                        .toLowerCase(Locale.ROOT);
            } else {
                stream |= is("stdin", start, end) || is("stdout", start, end);
            }
        }

        private boolean is(String word, int start, int end) {
            return end - start == word.length() && sql.regionMatches(true, start, word, 0, word.length());
        }
    }
}
