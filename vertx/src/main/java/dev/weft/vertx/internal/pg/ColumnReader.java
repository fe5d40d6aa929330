package dev.weft.vertx.internal.pg;

import dev.weft.engine.spi.PostgresArrays;
import dev.weft.engine.spi.PostgresNumbers;
import dev.weft.engine.spi.PostgresTimes;
import io.vertx.core.buffer.Buffer;
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
            case Oid.TIMETZ -> value -> PostgresTimes.timeWithZone((String) value);
            case Oid.NUMERIC -> value -> PostgresNumbers.numeric((String) value);
            case Oid.MONEY -> value -> PostgresNumbers.money((String) value);
            case Oid.BIT -> value -> PostgresNumbers.bits((String) value);
            default -> {
                var name = elementOf(type);
                if (name == null) {
                    yield AS_IS;
                }
                var element = PostgresArrays.elementOf(name);
                yield value -> PostgresArrays.read((String) value, element);
            }
        };
    }

    /** The name of the type of an array's elements; null if it is no array. */
    private static @Nullable String elementOf(int type) {
        return switch (type) {
            case Oid.BOOL_ARRAY -> "bool";
            case Oid.INT2_ARRAY -> "int2";
            case Oid.INT4_ARRAY -> "int4";
            case Oid.INT8_ARRAY -> "int8";
            case 1028 -> "oid";
            case Oid.FLOAT4_ARRAY -> "float4";
            case Oid.FLOAT8_ARRAY -> "float8";
            case Oid.NUMERIC_ARRAY -> "numeric";
            case 791 -> "money";
            case Oid.BYTEA_ARRAY -> "bytea";
            case Oid.UUID_ARRAY -> "uuid";
            case 1561 -> "bit";
            case 1182 -> "date";
            case 1183 -> "time";
            case 1270 -> "timetz";
            case 1115 -> "timestamp";
            case 1185 -> "timestamptz";
            case 1187 -> "interval";
            case 1020 -> "box";
            case Oid.TEXT_ARRAY,
                    Oid.VARCHAR_ARRAY,
                    1002, // "char"
                    1003, // name
                    1014, // bpchar
                    143, // xml
                    199, // json
                    3807, // jsonb
                    4073, // jsonpath
                    1563, // varbit
                    1041, // inet
                    651, // cidr
                    1040, // macaddr
                    775, // macaddr8
                    1017, // point
                    629, // line
                    1018, // lseg
                    1019, // path
                    1027, // polygon
                    719, // circle
                    3643, // tsvector
                    3645, // tsquery
                    3905, // int4range
                    3907, // numrange
                    3909, // tsrange
                    3911, // tstzrange
                    3913, // daterange
                    3927, // int8range
                    1008, // regproc
                    2207, // regprocedure
                    2208, // regoper
                    2209, // regoperator
                    2210, // regclass
                    2211, // regtype
                    3735, // regconfig
                    3770, // regdictionary
                    4090, // regnamespace
                    4097, // regrole
                    1010, // tid
                    1011, // xid
                    1012, // cid
                    3221 // pg_lsn
            -> "text";
            default -> null;
        };
    }
}
