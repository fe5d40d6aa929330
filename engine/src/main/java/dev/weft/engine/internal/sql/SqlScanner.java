package dev.weft.engine.internal.sql;

/**
 * Reads SQL text in one pass, and tells a subclass what stands outside of strings, quoted names and comments.
 *
 * <ul>
 *   <li>The time is linear in the length of the statement, whatever it holds.
 *   <li>What is not closed reaches to the end; telling that is left to the database.
 * </ul>
 */
abstract class SqlScanner {
    private final CharSequence sql;
    private final Lexis lexis;
    private int at;
    private int codeEnd;
    private boolean commentRead;

    SqlScanner(CharSequence sql, Lexis lexis) {
        this.sql = sql;
        this.lexis = lexis;
    }

    /** A {@code ?}; its number is 0 if it has none. */
    void placeholder(int start, int end, int number) {}

    /** Two question marks that stand for an operator's one. */
    void escapedQuestionMark(int start, int end) {}

    /** A {@code :name}, colon included. */
    void name(int start, int end) {}

    /** A keyword or a name without quotes. */
    void word(int start, int end) {}

    /** A semicolon. */
    void semicolon(int at) {}

    /** Where the code ends of what has been read: behind it are spaces, comments and semicolons only. */
    final int codeEnd() {
        return codeEnd;
    }

    final void scan() {
        while (at < sql.length()) {
            var c = sql.charAt(at);
            var start = at;
            switch (c) {
                case '\'' -> quoted('\'', lexis.backslashes());
                case '"' -> quoted('"', lexis.backslashes());
                case '`' -> quotedIf(lexis.backticks(), '`');
                case '[' -> quotedIf(lexis.brackets(), ']');
                case '-' -> lineCommentIf(next() == '-' && (!lexis.spaceAfterDashes() || isSpace(peek(2))));
                case '#' -> lineCommentIf(lexis.hashComments());
                case '/' -> blockCommentIf(next() == '*');
                case '$' -> dollar();
                case '?' -> questionMark();
                case ':' -> colon();
                case ';' -> {
                    at++;
                    semicolon(start);
                }
                default -> wordOr(c);
            }
            if (!commentRead && c != ';' && !isSpace(c)) {
                codeEnd = at;
            }
            commentRead = false;
        }
    }

    private void questionMark() {
        var start = at++;
        if (lexis.escapedQuestionMarks() && peek(0) == '?') {
            at++;
            escapedQuestionMark(start, at);
        } else {
            var number = lexis.numbered() && isDigit(peek(0)) ? number() : 0;
            placeholder(start, at, number);
        }
    }

    /**
     * The name of a parameter, unless the colon is half of a cast or an assignment, or stands directly behind what it
     * divides, as in {@code a[1:n]} and {@code 'key':value}.
     */
    private void colon() {
        var start = at++;
        if (peek(0) == ':' || peek(0) == '=') {
            at++;
        } else if (isWordStart(peek(0)) && (start == 0 || !endsOperand(sql.charAt(start - 1)))) {
            while (isWordPart(peek(0))) {
                at++;
            }
            name(start, at);
        }
    }

    private static boolean endsOperand(char c) {
        return isWordPart(c) || c == ')' || c == ']' || c == '\'' || c == '"' || c == '`';
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
        word(start, at);
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
        commentRead = comment;
        at++;
        while (comment && at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
            at++;
        }
    }

    private void blockCommentIf(boolean comment) {
        commentRead = comment;
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

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    static boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c) || c == '$';
    }
}
