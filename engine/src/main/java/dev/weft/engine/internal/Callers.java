package dev.weft.engine.internal;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.internal.pool.Caller;
import java.util.List;

/** Who calls for a connection. */
final class Callers {
    private Callers() {}

    /** A thread that is in no awaitlet. */
    private record Outside(String thread) {
        @Override
        public String toString() {
            return "thread \"" + thread + "\"";
        }
    }

    /** The current awaitlet, or the thread outside of awaitlets, that does not wait for the connection alone. */
    static Caller here(List<StackTraceElement> site) {
        return here(false, site);
    }

    /** The same, in an awaitlet that does nothing else until it has the connection. */
    static Caller waiting(List<StackTraceElement> site) {
        return here(true, site);
    }

    private static Caller here(boolean waits, List<StackTraceElement> site) {
        var awaitlet = Awaitlets.current();
        if (awaitlet.isEmpty()) {
            return new Caller(new Outside(Thread.currentThread().getName()), null, false, site);
        }
        var label = awaitlet.get().label();
        return new Caller(label, label, waits, site);
    }
}
