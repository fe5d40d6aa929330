package dev.weft.engine.internal.sql;

import dev.weft.engine.SqlNull;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hands the values of parameters to JDBC statements, in forms that all drivers take. */
public final class JdbcBinder {
    private static final int NANOS_OF_MICRO = 1_000;

    private JdbcBinder() {}

    /**
     * Sets all parameters of a statement.
     *
     * @param statement the statement
     * @param parameters the values, in order; null is SQL's NULL, an enum its name
     * @throws SQLException if the driver refuses a value
     */
    public static void bind(PreparedStatement statement, List<? extends @Nullable Object> parameters)
            throws SQLException {
        for (var i = 0; i < parameters.size(); i++) {
            bind(statement, i + 1, parameters.get(i));
        }
    }

    /**
     * Sets one parameter of a statement.
     *
     * @param statement the statement
     * @param index the index of the parameter, from 1
     * @param value the value
     * @throws SQLException if the driver refuses it
     */
    public static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case SqlNull(var type) -> statement.setNull(index, type.getVendorTypeNumber());
            case String text -> statement.setString(index, text);
            case Integer number -> statement.setInt(index, number);
            case Short number -> statement.setInt(index, number);
            case Byte number -> statement.setInt(index, number);
            case Long number -> statement.setLong(index, number);
            case byte[] bytes -> statement.setBytes(index, bytes);
            case BigInteger number -> statement.setBigDecimal(index, new BigDecimal(number));
            case Enum<?> constant -> statement.setString(index, constant.name());
            case Character character -> statement.setString(index, character.toString());
            case java.sql.Timestamp time -> bindTime(statement, index, time.toLocalDateTime());
            case java.sql.Date date -> bindTime(statement, index, date.toLocalDate());
            case java.sql.Time time -> bindTime(statement, index, time.toLocalTime());
            case java.util.Date date -> bindTime(statement, index, utc(date.toInstant()));
            case Instant instant -> bindTime(statement, index, utc(instant));
            case OffsetTime time -> bindTime(statement, index, isPostgres(statement) ? rounded(time) : time);
            case ZonedDateTime time -> bindTime(statement, index, time.toOffsetDateTime());
            case Temporal time -> bindTime(statement, index, time);
            case UUID uuid when isSqlite(statement) -> statement.setString(index, uuid.toString());
            case Boolean _, Float _, Double _, BigDecimal _ -> statement.setObject(index, value);
            default -> {
                if (isSqlite(statement)) {
                    // Its driver would store the text that toString makes of any object.
                    throw new SQLFeatureNotSupportedException(
                            "SQLite has no type for a " + value.getClass().getTypeName(), "0A000");
                }
                statement.setObject(index, value);
            }
        }
    }

    private static void bindTime(PreparedStatement statement, int index, Temporal time) throws SQLException {
        if (isSqlite(statement)) {
            statement.setString(index, SqliteTime.format(time));
        } else {
            statement.setObject(index, time);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** To microseconds, half up, as PostgreSQL's driver rounds all other times; it forgets to for these. */
    private static OffsetTime rounded(OffsetTime time) {
        var whole = time.truncatedTo(ChronoUnit.MICROS);
        var up = time.getNano() - whole.getNano() < NANOS_OF_MICRO / 2 ? whole : whole.plus(1, ChronoUnit.MICROS);
        return up.toLocalTime().isBefore(whole.toLocalTime()) ? time : up; // and 24:00 it knows
    }

    private static boolean isPostgres(PreparedStatement statement) throws SQLException {
        return statement.getConnection().getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }

    /** SQLite has no type for times, so what is written has to sort; asking its driver costs nothing. */
    private static boolean isSqlite(PreparedStatement statement) throws SQLException {
        return statement.getConnection().getMetaData().getDatabaseProductName().equals("SQLite");
    }
}
