package dev.weft.engine.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * The signals of one subscription: how many elements its subscriber still wants, and whose turn it is to give some.
 *
 * <p>They are given by one thread at a time: whoever comes while another gives some leaves the work to it. So a
 * subscriber that asks for more in {@code onNext} never makes the stack deeper. Safe for use by many threads.
 */
final class Signals {
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong wanted = new AtomicLong();
    private final BooleanSupplier one;

    /** @param one gives one signal, if one is due; answers whether another may follow now */
    Signals(BooleanSupplier one) {
        this.one = one;
    }

    /** Gives the signals that are due, or leaves that to whoever gives some now. */
    void give() {
        if (calls.getAndIncrement() > 0) {
            return;
        }
        var seen = 1;
        do {
            while (one.getAsBoolean()) {
                // until nothing is due
            }
            seen = calls.addAndGet(-seen);
        } while (seen > 0);
    }

    /**
     * The subscriber asks for more.
     *
     * @throws IllegalArgumentException if it asks for less than 1
     */
    void ask(long elements) {
        if (elements < 1) {
            throw new IllegalArgumentException("a subscriber asks for at least 1 element, not for " + elements
                    + " (rule 3.9 of the Reactive Streams specification)");
        }
        wanted.accumulateAndGet(elements, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
    }

    boolean wanted() {
        return wanted.get() > 0;
    }

    /** One is given. */
    void given() {
        wanted.updateAndGet(before -> before == Long.MAX_VALUE ? before : before - 1);
    }
}
