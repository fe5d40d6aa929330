package dev.weft.hibernate;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The handing over of a scroll to who asked for it, who may have cancelled by the time it is open: then it is closed
 * again. Safe for use by many threads.
 */
final class ScrollOpening {
    private sealed interface State {}

    private enum Given implements State {
        UP
    }

    private record To(ScrolledResults<?> scroll) implements State {}

    private final AtomicReference<@Nullable State> state = new AtomicReference<>();

    /** It is open. In an operation of its session. */
    <R> ScrolledResults<R> opened(ScrolledResults<R> scroll) {
        if (!state.compareAndSet(null, new To(scroll))) {
            scroll.abandon();
        }
        return scroll;
    }

    /** Nobody will get it. */
    void givenUp() {
        if (state.getAndSet(Given.UP) instanceof To(var scroll)) {
            scroll.abandon();
        }
    }
}
