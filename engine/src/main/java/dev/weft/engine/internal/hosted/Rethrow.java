package dev.weft.engine.internal.hosted;

import dev.weft.awaitlet.Coded;
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

    /**
     * The same for a driver that talks to a server: what it did not foresee, such as an assertion of its own that a
     * strange reply broke, leaves nobody knowing where in the conversation it stopped. It is a violation of the
     * protocol.
     */
    static Throwable ofTalk(Throwable failure) {
        return failure instanceof SQLException || failure instanceof Coded
                ? failure
                : new SQLException("the driver failed on something it did not foresee: " + failure, "08P01", failure);
    }
}
