package dev.weft.vertx.internal.pg;

import dev.weft.engine.SqlNull;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.internal.ArrayTuple;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.JDBCType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values of a statement's parameters as they go over the wire, and the types they are declared with: those that the
 * hosted driver declares.
 *
 * <p>One use only: the client reads the values up.
 */
final class Parameters {
    private final int[] types;
    private final ArrayTuple values;

    private Parameters(int[] types, ArrayTuple values) {
        this.types = types;
        this.values = values;
    }

    int[] types() {
        return types;
    }

    /** The types that fit these parameters and others, or null if there are none. */
    int @Nullable [] typesWith(int[] others) {
        var both = types.clone();
        for (var i = 0; i < both.length; i++) {
            if (both[i] == Oid.UNSPECIFIED) {
                both[i] = others[i];
            } else if (others[i] != Oid.UNSPECIFIED && others[i] != both[i]) {
                return null;
            }
        }
        return both;
    }

    ArrayTuple values() {
        return values;
    }

    /**
     * Takes the values.
     *
     * @throws Unsent if a value has no type here
     */
    static Parameters of(List<? extends @Nullable Object> values) throws Unsent {
        var types = new int[values.size()];
        var tuple = new ArrayTuple(types.length);
        for (var i = 0; i < types.length; i++) {
            var value = values.get(i);
            types[i] = add(tuple, value);
        }
        return new Parameters(types, tuple);
    }

    private static int add(ArrayTuple tuple, @Nullable Object value) throws Unsent {
        return switch (value) {
            case null -> with(tuple, Oid.UNSPECIFIED, null);
            case SqlNull typed -> with(tuple, type(typed.type()), null);
            case String text -> with(tuple, Oid.VARCHAR, text);
            case Integer number -> with(tuple, Oid.INT4, number);
            case Long number -> with(tuple, Oid.INT8, number);
            case Short number -> with(tuple, Oid.INT4, number.intValue());
            case Byte number -> with(tuple, Oid.INT4, number.intValue());
            case Boolean truth -> with(tuple, Oid.BOOL, truth);
            case Float number -> with(tuple, Oid.FLOAT4, number);
            case Double number -> with(tuple, Oid.FLOAT8, number);
            case BigDecimal number -> with(tuple, Oid.NUMERIC, number.toString());
            case BigInteger number -> with(tuple, Oid.NUMERIC, number.toString());
            case Number number -> with(tuple, Oid.NUMERIC, number.toString());
            case byte[] bytes -> with(tuple, Oid.BYTEA, Buffer.buffer(bytes));
            case UUID uuid -> with(tuple, Oid.UUID, uuid);
            case Enum<?> constant -> with(tuple, Oid.VARCHAR, constant.name());
            case Character character -> with(tuple, Oid.VARCHAR, character.toString());
            case java.sql.Timestamp time -> with(tuple, Oid.TIMESTAMP, PgTimes.text(time.toLocalDateTime()));
            case java.sql.Date date -> with(tuple, Oid.DATE, PgTimes.text(date.toLocalDate()));
            case java.sql.Time time -> with(tuple, Oid.TIME, PgTimes.text(time.toLocalTime()));
            case java.util.Date date -> with(tuple, Oid.TIMESTAMPTZ, PgTimes.text(utc(date.toInstant())));
            case Instant instant -> with(tuple, Oid.TIMESTAMPTZ, PgTimes.text(utc(instant)));
            case LocalDate date -> with(tuple, Oid.DATE, PgTimes.text(date));
            case LocalTime time -> with(tuple, Oid.TIME, PgTimes.text(time));
            case OffsetTime time -> with(tuple, Oid.TIMETZ, PgTimes.text(time));
            case LocalDateTime time -> with(tuple, Oid.TIMESTAMP, PgTimes.text(time));
            case OffsetDateTime time -> with(tuple, Oid.TIMESTAMPTZ, PgTimes.text(time));
            case ZonedDateTime time -> with(tuple, Oid.TIMESTAMPTZ, PgTimes.text(time.toOffsetDateTime()));
            case Object other -> array(tuple, other);
        };
    }

    private static int array(ArrayTuple tuple, Object value) throws Unsent {
        var type = ArrayText.typeOf(value);
        if (type == Oid.UNSPECIFIED) {
            throw Unsent.value(value.getClass());
        }
        return with(tuple, type, ArrayText.of(value));
    }

    private static int with(ArrayTuple tuple, int type, @Nullable Object value) {
        tuple.addValue(value);
        return type;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static int type(JDBCType type) {
        return switch (type) {
            case SQLXML -> Oid.XML;
            case INTEGER -> Oid.INT4;
            case TINYINT, SMALLINT -> Oid.INT2;
            case BIGINT -> Oid.INT8;
            case REAL -> Oid.FLOAT4;
            case DOUBLE, FLOAT -> Oid.FLOAT8;
            case DECIMAL, NUMERIC -> Oid.NUMERIC;
            case CHAR -> Oid.BPCHAR;
            case VARCHAR, LONGVARCHAR -> Oid.VARCHAR;
            case DATE -> Oid.DATE;
            case BOOLEAN, BIT -> Oid.BOOL;
            case BINARY, VARBINARY, LONGVARBINARY -> Oid.BYTEA;
            case BLOB, CLOB -> Oid.OID;
            default -> Oid.UNSPECIFIED;
        };
    }
}
