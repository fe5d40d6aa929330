package dev.weft.engine.spi;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * The signals of one subscription to a {@link java.util.concurrent.Flow.Publisher}: how many elements its subscriber
 * still wants, and whose turn it is to give some.
 *
 * <p>They are given by one thread at a time: whoever comes while another gives some leaves the work to it. So a
 * subscriber that asks for more in {@code onNext} never makes the stack deeper. Safe for use by many threads.
 */
public final class Signals {
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong wanted = new AtomicLong();
    private final BooleanSupplier one;

    /**
     * Makes the signals of a new subscription, which wants nothing yet.
     *
     * @param one gives one signal, if one is due; answers whether another may follow now
     */
    public Signals(BooleanSupplier one) {
        this.one = one;
    }

    /** Gives the signals that are due, or leaves that to whoever gives some now. */
    public void give() {
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
     * @param elements how many more, at least 1
     * @throws IllegalArgumentException if it asks for less than 1
     */
    public void ask(long elements) {
        if (elements < 1) {
            throw new IllegalArgumentException("a subscriber asks for at least 1 element, not for " + elements
                    + " (rule 3.9 of the Reactive Streams specification)");
        }
        wanted.accumulateAndGet(elements, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
    }

    /**
     * Tells whether the subscriber wants an element.
     *
     * @return true until it has been given as many as it asked for
     */
    public boolean wanted() {
        return wanted.get() > 0;
    }

    /** One element is given. */
    public void given() {
        wanted.updateAndGet(before -> before == Long.MAX_VALUE ? before : before - 1);
    }
}
