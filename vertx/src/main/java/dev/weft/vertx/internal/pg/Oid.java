package dev.weft.vertx.internal.pg;

/** The numbers of PostgreSQL's own types, as far as they matter here. */
final class Oid {
    static final int UNSPECIFIED = 0;
    static final int BOOL = 16;
    static final int BYTEA = 17;
    static final int CHAR = 18;
    static final int NAME = 19;
    static final int INT8 = 20;
    static final int INT2 = 21;
    static final int INT4 = 23;
    static final int TEXT = 25;
    static final int OID = 26;
    static final int FLOAT4 = 700;
    static final int FLOAT8 = 701;
    static final int UNKNOWN = 705;
    static final int MONEY = 790;
    static final int BPCHAR = 1042;
    static final int VARCHAR = 1043;
    static final int DATE = 1082;
    static final int TIME = 1083;
    static final int TIMESTAMP = 1114;
    static final int TIMESTAMPTZ = 1184;
    static final int TIMETZ = 1266;
    static final int BIT = 1560;
    static final int NUMERIC = 1700;
    static final int UUID = 2950;
    static final int XML = 142;
    static final int TSVECTOR = 3614;

    static final int BOOL_ARRAY = 1000;
    static final int BYTEA_ARRAY = 1001;
    static final int INT2_ARRAY = 1005;
    static final int INT4_ARRAY = 1007;
    static final int TEXT_ARRAY = 1009;
    static final int VARCHAR_ARRAY = 1015;
    static final int INT8_ARRAY = 1016;
    static final int FLOAT4_ARRAY = 1021;
    static final int FLOAT8_ARRAY = 1022;
    static final int NUMERIC_ARRAY = 1231;
    static final int UUID_ARRAY = 2951;

    /** The first of the numbers that a database gives to types of its own. */
    static final int FIRST_OF_USERS = 16_384;

    private Oid() {}
}
