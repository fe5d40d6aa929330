package dev.weft.engine.internal.sql;

import dev.weft.engine.Result;
import dev.weft.engine.spi.PostgresArrays;
import dev.weft.engine.spi.PostgresNumbers;
import dev.weft.engine.spi.PostgresTimes;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLXML;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a JDBC result set, with values of the JDK's own types: {@code java.time} for dates and times,
 * strings and byte arrays for large objects, lists for arrays, and the text of anything only the driver knows.
 */
public final class JdbcRows {
    private static final String H2_INTERVAL = "org.h2.api.Interval";

    /**
     * The elements of PostgreSQL's arrays that its driver reads otherwise than columns of their type, or not at all.
     */
    private static final Set<String> IN_TEXT =
            Set.of("date", "time", "timetz", "timestamp", "timestamptz", "numeric", "money", "bit");

    private final ResultSet rows;
    private final int columns;
    private final List<String> labels = new ArrayList<>();
    private final boolean[] zoned;
    private final boolean[] json;
    private final List<@Nullable Function<String, Object>> fromText = new ArrayList<>();

    private JdbcRows(ResultSet rows) throws SQLException {
        this.rows = rows;
        var metaData = rows.getMetaData();
        this.columns = metaData.getColumnCount();
        this.zoned = new boolean[columns];
        this.json = new boolean[columns];
        var postgres = metaData.getClass().getName().startsWith("org.postgresql.");
        for (var i = 0; i < columns; i++) {
            labels.add(metaData.getColumnLabel(i + 1));
            var typeName = metaData.getColumnTypeName(i + 1);
            zoned[i] = isZoned(metaData.getColumnType(i + 1), typeName);
            json[i] = "json".equalsIgnoreCase(typeName);
            fromText.add(postgres ? fromText(typeName) : null);
        }
    }

    /**
     * Reads all rows that are left; the result set stays open.
     *
     * @param rows the result set, before its first row
     * @return the rows
     * @throws SQLException if the driver fails
     */
    public static Result read(ResultSet rows) throws SQLException {
        return of(rows).read(Integer.MAX_VALUE);
    }

    /**
     * A reader of a result set, for reading it by and by.
     *
     * @param rows the result set, before its first row
     * @return the reader
     * @throws SQLException if the driver fails
     */
    public static JdbcRows of(ResultSet rows) throws SQLException {
        return new JdbcRows(rows);
    }

    /**
     * The names of the columns.
     *
     * @return the names as the query labels them, in order
     */
    public List<String> labels() {
        return Collections.unmodifiableList(labels);
    }

    /**
     * Reads the next rows; the result set stays open.
     *
     * @param max the most rows
     * @return the rows, fewer only at the end
     * @throws SQLException if the driver fails
     */
    public Result read(int max) throws SQLException {
        var read = new ArrayList<List<@Nullable Object>>();
        while (read.size() < max && rows.next()) {
            read.add(row());
        }
        return columns == 0 ? Result.ofCount(read.size()) : Result.of(labels, read); // as "select" alone has none
    }

    /**
     * Passes over all rows that are left.
     *
     * @throws SQLException if the driver fails
     */
    public void skip() throws SQLException {
        while (rows.next()) {
            // nobody wants it
        }
    }

    /**
     * Closes the result set.
     *
     * @throws SQLException if the driver fails
     */
    public void close() throws SQLException {
        rows.close();
    }

    private List<@Nullable Object> row() throws SQLException {
        var values = new ArrayList<@Nullable Object>(columns);
        for (var i = 0; i < columns; i++) {
            values.add(value(i));
        }
        return values;
    }

    private @Nullable Object value(int i) throws SQLException {
        var column = i + 1;
        var reader = fromText.get(i);
        if (reader != null) {
            return fromText(reader, rows.getString(column));
        }
        return switch (rows.getObject(column)) {
            case null -> null;
            case java.sql.Timestamp time ->
                zoned[i]
                        ? rows.getObject(column, OffsetDateTime.class)
                        : local(column, LocalDateTime.class, time::toLocalDateTime);
            case java.sql.Date date -> local(column, LocalDate.class, date::toLocalDate);
            case java.sql.Time time -> zoned[i] ? rows.getObject(column, OffsetTime.class) : time(column, time);
            case Object value when json[i] || isDriversOwn(value) -> text(column, value);
            case Object value -> plain(value);
        };
    }

    /**
     * How the text of a column is read where PostgreSQL's driver would fail or answer something else: dates of leap
     * years before Christ, 24:00 with an offset, money from 1,000 on.
     */
    private static @Nullable Function<String, Object> fromText(String typeName) {
        return switch (typeName) {
            case "date" -> PostgresTimes::date;
            case "time" -> PostgresTimes::time;
            case "timetz" -> PostgresTimes::timeWithZone;
            case "timestamp" -> PostgresTimes::timestamp;
            case "timestamptz" -> PostgresTimes::timestampWithZone;
            case "money" -> PostgresNumbers::money;
            default -> null;
        };
    }

    private static @Nullable Object fromText(Function<String, Object> reader, @Nullable String text)
            throws SQLException {
        try {
            return text == null ? null : reader.apply(text);
        } catch (RuntimeException unclear) {
            throw unreadable(unclear);
        }
    }

    private static SQLException unreadable(RuntimeException reason) {
        return new SQLException("a value could not be read: " + reason, "22000", reason);
    }

    /** The driver's own reading, which loses neither fractions nor hours skipped by daylight saving. */
    private <T> @Nullable T local(int column, Class<T> type, Supplier<T> fallback) throws SQLException {
        try {
            return rows.getObject(column, type);
        } catch (SQLFeatureNotSupportedException _) {
            return fallback.get();
        }
    }

    /**
     * MariaDB's TIME may be negative or longer than a day, and its driver would read that as some other time of day.
     */
    private @Nullable Object time(int column, java.sql.Time fallback) throws SQLException {
        var text = rows.getString(column);
        return text.startsWith("-") || text.indexOf(':') > 2 || text.compareTo("24:00:00") > 0
                ? rows.getObject(column, Duration.class)
                : local(column, LocalTime.class, fallback::toLocalTime);
    }

    /** A driver's own value as its text; but H2's interval of days and seconds, which has a length, as a duration. */
    private @Nullable Object text(int column, Object value) throws SQLException {
        if (value.getClass().getName().equals(H2_INTERVAL)) {
            try {
                return rows.getObject(column, Duration.class);
            } catch (SQLException _) {
                return rows.getString(column);
            }
        }
        return rows.getString(column);
    }

    /** PostgreSQL's driver calls both kinds of timestamp TIMESTAMP; the name of the type tells them apart. */
    private static boolean isZoned(int type, @Nullable String typeName) {
        return type == Types.TIMESTAMP_WITH_TIMEZONE
                || type == Types.TIME_WITH_TIMEZONE
                || "timestamptz".equals(typeName)
                || "timetz".equals(typeName);
    }

    /**
     * A value as a type of the JDK that needs no connection.
     *
     * @param value the value, as a driver reads it
     * @return the value, read into memory
     * @throws SQLException if the driver fails
     */
    public static @Nullable Object plain(@Nullable Object value) throws SQLException {
        return switch (value) {
            case Clob clob -> {
                var text = clob.getSubString(1, Math.toIntExact(clob.length()));
                clob.free();
                yield text;
            }
            case Blob blob -> {
                var bytes = blob.getBytes(1, Math.toIntExact(blob.length()));
                blob.free();
                yield bytes;
            }
            case SQLXML xml -> {
                var text = xml.getString();
                xml.free();
                yield text;
            }
            case Array array -> {
                var list = IN_TEXT.contains(array.getBaseTypeName()) ? fromText(array) : fromElements(array);
                array.free();
                yield list;
            }
            case java.sql.Timestamp time -> time.toLocalDateTime();
            case java.sql.Date date -> date.toLocalDate();
            case java.sql.Time time -> time.toLocalTime();
            case null, default -> value;
        };
    }

    private static @Nullable Object fromElements(Array array) throws SQLException {
        var elements = array.getArray();
        return elements instanceof Object[] boxed ? list(boxed, isZoned(array)) : elements;
    }

    private static Object fromText(Array array) throws SQLException {
        try {
            return PostgresArrays.read(array.toString(), PostgresArrays.elementOf(array.getBaseTypeName()));
        } catch (RuntimeException unclear) {
            throw unreadable(unclear);
        }
    }

    private static boolean isZoned(Array array) throws SQLException {
        return isZoned(array.getBaseType(), array.getBaseTypeName());
    }

    private static List<@Nullable Object> list(@Nullable Object[] elements, boolean zoned) throws SQLException {
        var list = new ArrayList<@Nullable Object>(elements.length);
        for (var element : elements) {
            list.add(
                    switch (element) {
                        case null -> null;
                        case Object[] nested -> list(nested, zoned);
                        case java.sql.Timestamp time
                        when zoned -> time.toInstant().atOffset(ZoneOffset.UTC);
                        case Object value when isDriversOwn(value) -> value.toString();
                        case Object value -> plain(value);
                    });
        }
        return Collections.unmodifiableList(list);
    }

    private static boolean isDriversOwn(Object value) {
        var module = value.getClass().getModule().getName();
        return !(value instanceof Clob || value instanceof Blob || value instanceof SQLXML || value instanceof Array)
                && !value.getClass().isArray()
                && (module == null || !module.startsWith("java."));
    }
}
