package dev.weft.engine.internal.sql;

import java.util.Locale;

/** Writes the placeholders of a statement as {@code $1}, {@code $2} and so on, for native wire protocols. */
public final class Numbering extends SqlScanner {
    private static final int ROOM = 16;

    private final String sql;
    private final StringBuilder text;
    private String command = "";
    private boolean stream;
    private int parameters;
    private int copied;

    /**
     * Reads a statement, in linear time.
     *
     * @param sql the statement
     * @param dialect the dialect, as in a URL
     */
    public Numbering(String sql, String dialect) {
        super(sql, Lexis.of(dialect));
        this.sql = sql;
        this.text = new StringBuilder(sql.length() + ROOM);
        scan();
        text.append(sql, copied, sql.length());
    }

    /**
     * The statement with numbers.
     *
     * @return its text, in which an escaped question mark is a plain one
     */
    public String text() {
        return text.toString();
    }

    /**
     * The number of placeholders.
     *
     * @return how many parameters it wants
     */
    public int parameters() {
        return parameters;
    }

    /**
     * Tells whether it is a COPY from or to the client.
     *
     * @return true if it is
     */
    public boolean copiesToClient() {
        return stream && command.equals("copy");
    }

    @Override
    void placeholder(int start, int end, int number) {
        parameters++;
        replace(start, end, "$" + parameters);
    }

    @Override
    void escapedQuestionMark(int start, int end) {
        replace(start, end, "?");
    }

    private void replace(int start, int end, String by) {
        text.append(sql, copied, start).append(by);
        copied = end;
    }

    @Override
    void word(int start, int end) {
        if (command.isEmpty()) {
            command = sql.substring(start, end).toLowerCase(Locale.ROOT);
        } else {
            stream |= is("stdin", start, end) || is("stdout", start, end);
        }
    }

    private boolean is(String word, int start, int end) {
        return end - start == word.length() && sql.regionMatches(true, start, word, 0, word.length());
    }
}
