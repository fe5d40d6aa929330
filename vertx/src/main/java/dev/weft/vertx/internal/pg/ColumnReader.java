package dev.weft.vertx.internal.pg;

import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Turns what the client read of a column into the value that a row has: the same that the hosted driver answers. */
@FunctionalInterface
interface ColumnReader {
    /** The value; what is read is never null. */
    @Nullable
    Object read(Object value);

    ColumnReader AS_IS = value -> value;

    /** For a column of a type. */
    static ColumnReader of(int type) {
        return switch (type) {
            case Oid.BOOL, Oid.INT8, Oid.INT4, Oid.FLOAT4, Oid.FLOAT8, Oid.UUID -> AS_IS;
            case Oid.INT2 -> value -> ((Short) value).intValue();
            case Oid.BYTEA -> value -> ((Buffer) value).getBytes();
            case Oid.OID -> value -> Integer.toUnsignedLong((Integer) value);
            case Oid.DATE -> value -> PgTimes.date((Integer) value);
            case Oid.TIME -> value -> PgTimes.time((Long) value);
            case Oid.TIMESTAMP -> value -> PgTimes.timestamp((Long) value);
            case Oid.TIMESTAMPTZ -> value -> PgTimes.timestampWithZone((Long) value);
            case Oid.TIMETZ -> value -> PgTimes.timeWithZone((String) value);
            case Oid.NUMERIC -> value -> number((String) value);
            case Oid.MONEY -> value -> money((String) value);
            case Oid.BIT -> value -> bits((String) value);
            default -> {
                var element = ArrayReader.elementOf(type);
                yield element == null ? AS_IS : value -> ArrayReader.read((String) value, element);
            }
        };
    }

    private static Object number(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> new BigDecimal(text);
        };
    }

    /** Such as {@code -$1,000.50}, as JDBC has it: a floating-point number. */
    static Object money(String text) {
        return Double.valueOf(text.replace("$", "").replace(",", ""));
    }

    /** One bit is a truth, as JDBC has it; more are text. */
    private static Object bits(String text) {
        return text.length() == 1 ? (Object) text.equals("1") : text;
    }
}
