package dev.weft.vertx.internal.pg;

/**
 * The types as which the client is told to read and write values: those whose form it gets exactly right.
 *
 * <p>A type it has nothing for is read as the text that the server makes of it, and written as text that the server
 * reads.
 */
final class WireTypes {
    /** Read as text in the server's text form, without a look at what it says. */
    private static final int READ_TEXT = Oid.TSVECTOR;

    /** Written as text in the server's text form. */
    private static final int WRITE_TEXT = Oid.UNKNOWN;

    private WireTypes() {}

    static int ofColumn(int type) {
        return switch (type) {
            case Oid.BOOL, Oid.BYTEA, Oid.INT8, Oid.INT2, Oid.INT4, Oid.FLOAT4, Oid.FLOAT8, Oid.UUID -> type;
            case Oid.TEXT, Oid.VARCHAR, Oid.BPCHAR, Oid.NAME -> Oid.TEXT;
            case Oid.DATE, Oid.OID -> Oid.INT4; // days, and a number without sign
            case Oid.TIME, Oid.TIMESTAMP, Oid.TIMESTAMPTZ -> Oid.INT8; // microseconds
            default -> READ_TEXT;
        };
    }

    static int ofParameter(int type) {
        return switch (type) {
            case Oid.BOOL, Oid.BYTEA, Oid.INT8, Oid.INT4, Oid.FLOAT4, Oid.FLOAT8, Oid.UUID, Oid.VARCHAR -> type;
            default -> WRITE_TEXT;
        };
    }
}
