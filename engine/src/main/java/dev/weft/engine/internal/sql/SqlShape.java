package dev.weft.engine.internal.sql;

import java.util.Locale;

/**
 * What a statement looks like from outside: its first word, the placeholders in it, and whether it is one statement.
 *
 * <p>Immutable, so safe for use by many threads.
 *
 * @param firstWord its first word in lower case, empty if there is none
 * @param placeholders how many parameters it wants
 * @param writes whether one of its words is {@code insert}, {@code update}, {@code delete} or {@code replace}
 * @param returning whether one of its words is {@code returning}
 * @param several whether it is several statements
 * @param codeEnd where its code ends, and spaces, comments and semicolons follow
 */
public record SqlShape(
        String firstWord, int placeholders, boolean writes, boolean returning, boolean several, int codeEnd) {
    /**
     * Looks at a statement, in linear time.
     *
     * @param sql the statement
     * @param dialect the dialect, as in a URL
     * @return its shape
     */
    public static SqlShape of(String sql, String dialect) {
        var look = new Look(sql, Lexis.of(dialect));
        look.scan();
        // The semicolons inside of a body, as a trigger has one, end no statement.
        var body = look.firstWord.equals("create") || look.firstWord.equals("begin");
        var several = !body && look.firstSemicolon >= 0 && look.firstSemicolon < look.codeEnd();
        return new SqlShape(look.firstWord, look.placeholders, look.writes, look.returning, several, look.codeEnd());
    }

    private static final class Look extends SqlScanner {
        private static final int LONGEST_WORD = 16;

        private final String sql;
        private String firstWord = "";
        private int placeholders;
        private boolean writes;
        private boolean returning;
        private int firstSemicolon = -1;

        Look(String sql, Lexis lexis) {
            super(sql, lexis);
            this.sql = sql;
        }

        @Override
        void placeholder(int start, int end, int number) {
            placeholders = number == 0 ? placeholders + 1 : Math.max(placeholders, number);
        }

        @Override
        void word(int start, int end) {
            if (end - start > LONGEST_WORD) {
                return;
            }
            var word = sql.substring(start, end).toLowerCase(Locale.ROOT);
            if (firstWord.isEmpty()) {
                firstWord = word;
            }
            switch (word) {
                case "insert", "update", "delete", "replace" -> writes = true;
                case "returning" -> returning = true;
                default -> {}
            }
        }

        @Override
        void semicolon(int at) {
            if (firstSemicolon < 0) {
                firstSemicolon = at;
            }
        }
    }
}
