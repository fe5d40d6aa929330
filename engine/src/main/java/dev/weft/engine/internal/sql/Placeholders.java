package dev.weft.engine.internal.sql;

/** Counts the placeholders of a statement: each {@code ?} outside of strings, quoted names and comments. */
public final class Placeholders extends SqlScanner {
    private int count;

    private Placeholders(CharSequence sql, Lexis lexis) {
        super(sql, lexis);
    }

    /**
     * The number of parameters a statement wants, in linear time.
     *
     * @param sql the statement
     * @param dialect the dialect, as in a URL; one that is not known is read as standard SQL
     * @return the number of {@code ?}; with SQLite's and H2's {@code ?3} the highest number
     */
    public static int count(CharSequence sql, String dialect) {
        var placeholders = new Placeholders(sql, Lexis.of(dialect));
        placeholders.scan();
        return placeholders.count;
    }

    @Override
    void placeholder(int start, int end, int number) {
        count = number == 0 ? count + 1 : Math.max(count, number);
    }
}
