package dev.weft.engine.internal.face;

import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The reading and writing of the driver's streams, each call a step of the face; what a driver has yet to fetch, it
 * fetches then.
 */
final class StreamSteps {
    private final JdbcIo io;

    StreamSteps(JdbcIo io) {
        this.io = io;
    }

    <T extends @Nullable Object> T step(StreamCall<T> call) throws IOException {
        try {
            return io.step(null, () -> {
                try {
                    return call.call();
                } catch (IOException failure) {
                    throw new Carrier(failure);
                }
            });
        } catch (Carrier carrier) {
            throw carrier.failure;
        } catch (SQLException refused) {
            throw new IOException(refused.getMessage(), refused);
        }
    }

    void run(StreamAction action) throws IOException {
        this.<@Nullable Object>step(() -> {
            action.run();
            return null;
        });
    }

    @FunctionalInterface
    interface StreamCall<T extends @Nullable Object> {
        T call() throws IOException;
    }

    @FunctionalInterface
    interface StreamAction {
        void run() throws IOException;
    }

    /** Takes a stream's failure through a call that may only throw SQL exceptions. */
    private static final class Carrier extends SQLException {
        private static final long serialVersionUID = 1;

        private final transient IOException failure;

        Carrier(IOException failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
