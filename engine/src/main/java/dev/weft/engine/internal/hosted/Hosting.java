package dev.weft.engine.internal.hosted;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Workers;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the calls of a hosted JDBC driver run. */
sealed interface Hosting {
    /** Runs a call, suspending the current awaitlet; {@code onCancel} is told if its scope is cancelled meanwhile. */
    <T extends @Nullable Object> T run(Consumer<CancelReason> onCancel, Callable<T> call) throws Exception;

    /** Tells whether an interrupt of the awaitlet reaches the driver: on a virtual thread it closes the socket. */
    boolean suffersFromInterrupts();

    /** Frees threads that are not needed now. */
    void rest();

    /** For drivers that wait on sockets, which suspend a virtual thread: the call runs in the awaitlet itself. */
    record InAwaitlet() implements Hosting {
        @Override
        public <T extends @Nullable Object> T run(Consumer<CancelReason> onCancel, Callable<T> call) throws Exception {
            return Awaitlets.blocking(onCancel, call);
        }

        @Override
        public boolean suffersFromInterrupts() {
            return true;
        }

        @Override
        public void rest() {}
    }

    /** For drivers with native code or file I/O, which would hold the carrier: the call runs on a worker thread. */
    record OnWorkers(Workers workers) implements Hosting {
        @Override
        public <T extends @Nullable Object> T run(Consumer<CancelReason> onCancel, Callable<T> call) {
            return workers.run(onCancel, call);
        }

        @Override
        public boolean suffersFromInterrupts() {
            return false;
        }

        @Override
        public void rest() {
            workers.endIdle();
        }
    }
}
