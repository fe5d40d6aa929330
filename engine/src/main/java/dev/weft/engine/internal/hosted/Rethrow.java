package dev.weft.engine.internal.hosted;

import java.sql.SQLException;

/** How what left a call to a driver goes on: drivers throw {@link SQLException} or something unchecked. */
final class Rethrow {
    private Rethrow() {}

    static SQLException asSqlOrUnchecked(Throwable failure) {
        return switch (failure) {
            case SQLException told -> told;
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            default -> new SQLException("the driver failed: " + failure, failure);
        };
    }
}
