package dev.weft.reactor;

import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * The thread-locals that Micrometer's context propagation keeps in Reactor's context, where a user has that library.
 */
final class ThreadLocals {
    private static final boolean KNOWN = known();

    private ThreadLocals() {}

    /** The body, run with the thread-locals that the context has values for. */
    static <T extends @Nullable Object> Callable<T> of(ContextView context, Callable<T> body) {
        return KNOWN && !context.isEmpty() ? Restored.around(context, body) : body;
    }

    private static boolean known() {
        try {
            return Restored.FACTORY != null;
        } catch (NoClassDefFoundError absent) {
            return false;
        }
    }

    /** Apart, so that the library is looked for here only. */
    private static final class Restored {
        static final ContextSnapshotFactory FACTORY =
                ContextSnapshotFactory.builder().build();

        private Restored() {}

        static <T extends @Nullable Object> Callable<T> around(ContextView context, Callable<T> body) {
            var snapshot = FACTORY.captureFrom(context);
            return () -> {
                try (var _ = snapshot.setThreadLocals()) {
                    return body.call();
                }
            };
        }
    }
}
