package dev.weft.engine.internal.sql;

/**
 * Counts the placeholders of a statement, in one pass: each {@code ?} outside of strings, quoted names and comments.
 *
 * <ul>
 *   <li>The time is linear in the length of the statement, whatever it holds.
 *   <li>What is not closed reaches to the end; telling that is left to the database.
 * </ul>
 */
public final class Placeholders {
    private final CharSequence sql;
    private final Lexis lexis;
    private int at;
    private int count;

    private Placeholders(CharSequence sql, Lexis lexis) {
        this.sql = sql;
        this.lexis = lexis;
    }

    /**
     * The number of parameters a statement wants.
     *
     * @param sql the statement
     * @param dialect the dialect, as in a URL; one that is not known is read as standard SQL
     * @return the number of {@code ?}; with SQLite's and H2's {@code ?3} the highest number
     */
    public static int count(CharSequence sql, String dialect) {
        return new Placeholders(sql, Lexis.of(dialect)).count();
    }

    private int count() {
        while (at < sql.length()) {
            var c = sql.charAt(at);
            switch (c) {
                case '\'' -> quoted('\'', lexis.backslashes());
                case '"' -> quoted('"', lexis.backslashes());
                case '`' -> quotedIf(lexis.backticks(), '`');
                case '[' -> quotedIf(lexis.brackets(), ']');
                case '-' -> lineCommentIf(next() == '-' && (!lexis.spaceAfterDashes() || isSpace(peek(2))));
                case '#' -> lineCommentIf(lexis.hashComments());
                case '/' -> blockCommentIf(next() == '*');
                case '$' -> dollar();
                case '?' -> placeholder();
                default -> wordOr(c);
            }
        }
        return count;
    }

    private void placeholder() {
        at++;
        if (lexis.escapedQuestionMarks() && peek(0) == '?') {
            at++;
        } else if (lexis.numbered() && isDigit(peek(0))) {
            count = Math.max(count, number());
        } else {
            count++;
        }
    }

    /** A number, cut off where no database would take it. */
    private int number() {
        var number = 0;
        for (; isDigit(peek(0)); at++) {
            number = Math.min(1_000_000, 10 * number + peek(0) - '0');
        }
        return number;
    }

    /** A name or keyword; directly before a quote, PostgreSQL's E makes backslashes count. */
    private void wordOr(char first) {
        var start = at++;
        if (!isWordStart(first)) {
            return;
        }
        while (isWordPart(peek(0))) {
            at++;
        }
        if (lexis.escapeStrings() && at == start + 1 && (first == 'E' || first == 'e') && peek(0) == '\'') {
            quoted('\'', true);
        }
    }

    private void quotedIf(boolean quote, char end) {
        if (quote) {
            quoted(end, false);
        } else {
            at++;
        }
    }

    /** Behind the closing quote; a doubled one, and one behind a backslash where that counts, does not close. */
    private void quoted(char end, boolean backslashes) {
        for (at++; at < sql.length(); at++) {
            var c = sql.charAt(at);
            if (c == '\\' && backslashes) {
                at++;
            } else if (c == end) {
                at++;
                if (peek(0) != end || end == ']') {
                    return;
                }
            }
        }
    }

    private void lineCommentIf(boolean comment) {
        at++;
        while (comment && at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
            at++;
        }
    }

    private void blockCommentIf(boolean comment) {
        at++;
        if (!comment) {
            return;
        }
        at++;
        for (var depth = 1; depth > 0 && at < sql.length(); at++) {
            if (sql.charAt(at) == '*' && next() == '/') {
                at++;
                depth--;
            } else if (lexis.nestedComments() && sql.charAt(at) == '/' && next() == '*') {
                at++;
                depth++;
            }
        }
    }

    /** {@code $$...$$} or {@code $tag$...$tag$}; anything else, such as {@code $1}, is passed over. */
    private void dollar() {
        var start = at++;
        if (!lexis.dollarQuotes()) {
            return;
        }
        if (isWordStart(peek(0))) {
            while (isWordPart(peek(0)) && peek(0) != '$') {
                at++;
            }
        }
        if (peek(0) == '$') {
            at++;
            skipPast(start, at - start);
        }
    }

    /**
     * Behind the next occurrence of a tag. A tag has its dollars at the ends only, so no character is compared twice.
     */
    private void skipPast(int tag, int length) {
        while (at < sql.length()) {
            var matched = 0;
            while (matched < length && peek(matched) == sql.charAt(tag + matched)) {
                matched++;
            }
            if (matched == length) {
                at += length;
                return;
            }
            at += Math.max(1, matched);
        }
    }

    private char next() {
        return peek(1);
    }

    /** The character some way ahead; NUL behind the end. */
    private char peek(int ahead) {
        return at + ahead < sql.length() ? sql.charAt(at + ahead) : '\0';
    }

    private static boolean isSpace(char c) {
        return c <= ' ';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c) || c == '$';
    }
}
