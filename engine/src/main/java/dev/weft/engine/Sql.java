package dev.weft.engine;

import dev.weft.engine.internal.sql.NamedSql;
import dev.weft.engine.internal.sql.RecordValues;
import dev.weft.engine.spi.StatementCall;
import dev.weft.engine.spi.WantedKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement: its text, the values of its parameters, and what is wanted of it.
 *
 * <ul>
 *   <li>Parameters are placeholders, {@code Sql.of("select * from a where id = ?", 1)}, or names, {@code Sql.of("select
 *       * from a where id = :id").with("id", 1)}; a statement has one kind of them.
 *   <li>A name begins with a letter or an underscore, directly behind its colon, and may be used more than once. A
 *       colon in a string, a quoted name, a comment or dollar quotes, in {@code ::} or {@code :=}, or directly behind a
 *       word, a number or a bracket, as in {@code a[1:n]}, begins no name.
 *   <li>A collection as the value of a name becomes a list of placeholders: {@code id in (:ids)}. An empty one is
 *       refused.
 *   <li>Values never become part of the text.
 * </ul>
 *
 * <p>Immutable, so safe for use by many threads; the values themselves are not copied.
 */
public final class Sql {
    private final Parts parts;

    /** What it is made of, compared by value. */
    private record Parts(
            String text,
            List<@Nullable Object> positional,
            Map<String, @Nullable Object> named,
            Map<String, @Nullable Object> offered,
            Wishes wishes) {}

    private record Wishes(WantedKeys keys, Optional<Duration> timeout, int fetchSize, int maxRows) {
        static final Wishes NONE = new Wishes(WantedKeys.NONE, Optional.empty(), 0, 0);
    }

    private Sql(Parts parts) {
        this.parts = parts;
    }

    private Sql wishing(Wishes wishes) {
        return new Sql(new Parts(parts.text(), parts.positional(), parts.named(), parts.offered(), wishes));
    }

    /**
     * A statement.
     *
     * @param text its text, with a {@code ?} or a {@code :name} for each parameter
     * @param parameters the values of its placeholders, in order; none if its parameters have names
     * @return the statement
     */
    public static Sql of(String text, @Nullable Object... parameters) {
        return new Sql(new Parts(
                Objects.requireNonNull(text, "text"),
                Collections.unmodifiableList(Arrays.<@Nullable Object>asList(parameters.clone())),
                Map.of(),
                Map.of(),
                Wishes.NONE));
    }

    /**
     * This statement with the value of a name; the last value given counts.
     *
     * @param name the name, without its colon
     * @param value the value; null is SQL's NULL, {@link SqlNull} one with a type, {@link SqlOut} a result of a call
     * @return a new statement
     * @throws ParameterMismatch if this statement was given values without names (ER-313)
     */
    public Sql with(String name, @Nullable Object value) {
        var values = new LinkedHashMap<String, @Nullable Object>(parts.named());
        values.put(Objects.requireNonNull(name, "name"), value);
        return named(values, parts.offered());
    }

    /**
     * This statement with the values of a map, each of which needs a place in the text.
     *
     * @param values the values by name
     * @return a new statement
     * @throws ParameterMismatch if this statement was given values without names (ER-313)
     */
    public Sql withAll(Map<String, ? extends @Nullable Object> values) {
        var all = new LinkedHashMap<String, @Nullable Object>(parts.named());
        values.forEach((name, value) -> all.put(Objects.requireNonNull(name, "name"), value));
        return named(all, parts.offered());
    }

    /**
     * This statement with the values of a record by the names of its components, which need no place in the text.
     *
     * @param values the record; in a module, its package is open to {@code dev.weft.engine}, or the class is public and
     *     exported
     * @return a new statement
     * @throws ParameterMismatch if this statement was given values without names (ER-313)
     * @throws IllegalArgumentException if the record cannot be reached; it tells how to open its module
     */
    public Sql withAll(Record values) {
        var all = new LinkedHashMap<String, @Nullable Object>(parts.offered());
        all.putAll(RecordValues.of(values));
        return named(parts.named(), all);
    }

    private Sql named(Map<String, @Nullable Object> named, Map<String, @Nullable Object> offered) {
        if (!parts.positional().isEmpty()) {
            throw ParameterMismatch.mixed(parts.text(), parts.positional().size(), named.keySet());
        }
        return new Sql(new Parts(
                parts.text(),
                parts.positional(),
                Collections.unmodifiableMap(named),
                Collections.unmodifiableMap(offered),
                parts.wishes()));
    }

    /**
     * This statement, answering the keys that the database makes for the rows it inserts, in
     * {@link Result#generatedKeys()}.
     *
     * @param columns the columns that are wanted; none for what the database gives by itself: in PostgreSQL, MariaDB
     *     and SQLite all columns of each row, elsewhere at least its identity columns
     * @return a new statement; a driver that cannot answer such keys refuses it with {@link FeatureRefused} (ER-601)
     */
    public Sql returningKeys(String... columns) {
        var keys = columns.length == 0 ? WantedKeys.ALL : new WantedKeys.Named(List.of(columns));
        return wishing(new Wishes(keys, timeout(), fetchSize(), maxRows()));
    }

    /**
     * This statement with a time limit: then it is stopped on the server and fails with {@link StatementTimeout}. The
     * connection stays usable.
     *
     * @param limit the time from when it is sent, more than zero
     * @return a new statement
     * @throws IllegalArgumentException if the limit is zero or negative
     */
    public Sql timeout(Duration limit) {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("a time limit is more than zero, not " + limit);
        }
        return wishing(new Wishes(keys(), Optional.of(limit), fetchSize(), maxRows()));
    }

    /**
     * This statement with a fetch size, for streamed results.
     *
     * @param rows how many rows are read at a time, 1 or more; 0 for the engine's choice
     * @return a new statement
     * @throws IllegalArgumentException if it is negative
     */
    public Sql fetchSize(int rows) {
        return wishing(new Wishes(keys(), timeout(), atLeastZero("fetchSize", rows), maxRows()));
    }

    /**
     * This statement with a limit on the rows that are read; further ones are left out.
     *
     * @param rows the most rows, 1 or more; 0 for all
     * @return a new statement
     * @throws IllegalArgumentException if it is negative
     */
    public Sql maxRows(int rows) {
        return wishing(new Wishes(keys(), timeout(), fetchSize(), atLeastZero("maxRows", rows)));
    }

    private static int atLeastZero(String what, int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException(what + " is 0 or more, not " + rows);
        }
        return rows;
    }

    /**
     * The text, as it was given.
     *
     * @return the text with its placeholders or names
     */
    public String text() {
        return parts.text();
    }

    /**
     * The time limit.
     *
     * @return the limit, or empty for none
     */
    public Optional<Duration> timeout() {
        return parts.wishes().timeout();
    }

    /**
     * The fetch size.
     *
     * @return how many rows are read at a time; 0 for the engine's choice
     */
    public int fetchSize() {
        return parts.wishes().fetchSize();
    }

    /**
     * The limit on the rows that are read.
     *
     * @return the most rows; 0 for all
     */
    public int maxRows() {
        return parts.wishes().maxRows();
    }

    /**
     * The keys that are wanted.
     *
     * @return none, all, or columns by name
     */
    public WantedKeys keys() {
        return parts.wishes().keys();
    }

    /**
     * What a driver is asked to run: this statement with its names resolved to placeholders.
     *
     * @param dialect the dialect, as in a URL, by whose rules the text is read
     * @return the call, with the values in order
     * @throws ParameterMismatch if a name has no value, a value no place, or a collection no elements (ER-313)
     */
    public StatementCall call(String dialect) {
        var statement = parts.positional().isEmpty()
                ? NamedSql.parse(parts.text(), dialect).bind(parts.named(), parts.offered())
                : new NamedSql.Positional(parts.text(), parts.positional());
        return new StatementCall(statement.sql(), statement.values(), keys(), maxRows());
    }

    /**
     * What a driver is asked to run for each of several sets of parameters.
     *
     * @param dialect the dialect, as in a URL, by whose rules the text is read
     * @param parameterSets the sets: lists for placeholders, maps or records for names, which may be short of names
     *     that this statement has values for
     * @return the calls, in order, all of one text
     * @throws ParameterMismatch if a set does not fit, or a collection would change the text (ER-313)
     * @throws IllegalArgumentException if a set is neither list nor map nor record
     */
    public List<StatementCall> calls(String dialect, List<?> parameterSets) {
        var parsed = NamedSql.parse(parts.text(), dialect);
        var calls = new ArrayList<StatementCall>(parameterSets.size());
        for (var set : parameterSets) {
            var one = switch (set) {
                case List<?> list -> new NamedSql.Positional(parts.text(), new ArrayList<@Nullable Object>(list));
                case Map<?, ?> map -> bound(parsed, map);
                case Record values -> withAll(values).bound(parsed);
                default ->
                    throw new IllegalArgumentException("a set of parameters is a list, a map or a record, not a "
                            + set.getClass().getName());
            };
            if (!calls.isEmpty() && !calls.getFirst().sql().equals(one.sql())) {
                throw ParameterMismatch.unfit(
                        parts.text(),
                        parsed.places().getFirst(),
                        "is a collection of another size than in the set before, which makes another statement",
                        "Run such statements one by one.");
            }
            calls.add(new StatementCall(one.sql(), one.values(), keys(), maxRows()));
        }
        return calls;
    }

    private NamedSql.Positional bound(NamedSql parsed, Map<?, ?> map) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((name, value) -> values.put(String.valueOf(name), value));
        return withAll(values).bound(parsed);
    }

    private NamedSql.Positional bound(NamedSql parsed) {
        return parsed.bind(parts.named(), parts.offered());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Sql sql && parts.equals(sql.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    /**
     * The text, without the values.
     *
     * @return the text, and how many values there are
     */
    @Override
    public String toString() {
        var values = parts.positional().size()
                + parts.named().size()
                + parts.offered().size();
        return "Sql[" + SqlText.shortened(parts.text()) + (values == 0 ? "" : ", " + values + " values") + "]";
    }
}
