package dev.weft.engine.internal.sql;

/** Tells why a value cannot be converted, to {@link Conversions}, which knows the column. */
final class Unconvertible extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    Unconvertible(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
