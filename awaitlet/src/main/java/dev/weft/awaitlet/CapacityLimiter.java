package dev.weft.awaitlet;

import dev.weft.awaitlet.WaitingLine.Now;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A number of tokens, lent to one borrower each, that limits how many do something at the same time; after anyio's
 * limiter of that name.
 *
 * <ul>
 *   <li>Tokens are lent first come, first served. One given back belongs to the first in line at once, so that nobody
 *       overtakes, not even with {@link #tryAcquire()}.
 *   <li>The borrower is the current awaitlet, or any object on whose behalf a token is taken, known by its identity. It
 *       has one token at most.
 *   <li>{@link #acquire()} is a checkpoint, even if it need not wait: in a cancelled scope it takes nothing. If it
 *       throws, nothing is held. If a token came before the cancel, it returns with the token, and the cancel is met at
 *       the next checkpoint: {@code acquire(); try { ... } finally { release(); }} never loses a token.
 *   <li>The total may change at any time. When it falls, tokens are not called back; nobody gets one until enough have
 *       been given back.
 *   <li>It can be made before any thread, loop or awaitlet exists.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class CapacityLimiter {
    /** The total of a limiter that never makes anybody wait, but still tells who borrows. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private final WaitingLine line;

    private CapacityLimiter(int total) {
        line = new WaitingLine(this, total);
    }

    /**
     * A limiter.
     *
     * @param total how many tokens there are, 0 to {@link #UNLIMITED}
     * @return a new limiter, all of whose tokens are free
     * @throws IllegalArgumentException if {@code total} is below 0
     */
    public static CapacityLimiter create(int total) {
        return new CapacityLimiter(checked(total));
    }

    private static int checked(int total) {
        if (total < 0) {
            throw new IllegalArgumentException("total must be at least 0, but was " + total);
        }
        return total;
    }

    /**
     * Borrows a token for the current awaitlet, and waits for it if none is free.
     *
     * @throws PrimitiveMisuse if this awaitlet has a token already (ER-208)
     * @throws Cancelled if the scope is cancelled (ER-204); then no token is held
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public void acquire() {
        var task = AwaitletTask.require("CapacityLimiter.acquire");
        acquire(task, task);
    }

    /**
     * Borrows a token for any object, and suspends the current awaitlet until there is one.
     *
     * @param borrower who will have the token, known by its identity
     * @throws PrimitiveMisuse if the borrower has, or waits for, a token already (ER-208)
     * @throws Cancelled if the scope is cancelled (ER-204); then no token is held
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public void acquireOnBehalfOf(Object borrower) {
        acquire(AwaitletTask.require("CapacityLimiter.acquireOnBehalfOf"), checked(borrower));
    }

    private void acquire(AwaitletTask task, Object borrower) {
        if (!line.acquire(task, borrower)) {
            throw twice(borrower);
        }
    }

    /**
     * Borrows a token for the current awaitlet if one is free now. It is no checkpoint.
     *
     * @throws WouldBlock if none is free, or others wait for it (ER-205)
     * @throws PrimitiveMisuse if this awaitlet has a token already (ER-208)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public void acquireNow() {
        acquireNowOnBehalfOf(AwaitletTask.require("CapacityLimiter.acquireNow"));
    }

    /**
     * Borrows a token for any object if one is free now. It is no checkpoint, and may be called on any thread.
     *
     * @param borrower who will have the token, known by its identity
     * @throws WouldBlock if none is free, or others wait for it (ER-205)
     * @throws PrimitiveMisuse if the borrower has, or waits for, a token already (ER-208)
     */
    public void acquireNowOnBehalfOf(Object borrower) {
        if (!tryAcquireOnBehalfOf(borrower)) {
            throw WouldBlock.acquiring(this, "acquire()");
        }
    }

    /**
     * Borrows a token for the current awaitlet if one is free now. It is no checkpoint.
     *
     * @return false if none is free, or others wait for it
     * @throws PrimitiveMisuse if this awaitlet has a token already (ER-208)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public boolean tryAcquire() {
        return tryAcquireOnBehalfOf(AwaitletTask.require("CapacityLimiter.tryAcquire"));
    }

    /**
     * Borrows a token for any object if one is free now. It is no checkpoint, and may be called on any thread.
     *
     * @param borrower who will have the token, known by its identity
     * @return false if none is free, or others wait for it
     * @throws PrimitiveMisuse if the borrower has, or waits for, a token already (ER-208)
     */
    public boolean tryAcquireOnBehalfOf(Object borrower) {
        var answer = line.tryTake(checked(borrower));
        if (answer == Now.TWICE) {
            throw twice(borrower);
        }
        return answer == Now.TAKEN;
    }

    /**
     * Gives the current awaitlet's token back. It is no checkpoint, so it works in a cancelled scope too.
     *
     * @throws PrimitiveMisuse if this awaitlet has no token (ER-208)
     * @throws NoAwaitletContext outside an awaitlet (ER-101); use {@link #releaseOnBehalfOf} there
     */
    public void release() {
        releaseOnBehalfOf(AwaitletTask.require("CapacityLimiter.release"));
    }

    /**
     * Gives the token of any borrower back, on any thread.
     *
     * @param borrower who has the token, the same object as when it was taken
     * @throws PrimitiveMisuse if it has no token (ER-208)
     */
    public void releaseOnBehalfOf(Object borrower) {
        if (!line.release(checked(borrower))) {
            throw new PrimitiveMisuse(
                    borrower + " gives back a token of " + this + " that it does not have.",
                    "Release once, by or on behalf of the very object that acquired.");
        }
    }

    /**
     * Borrows a token for the current awaitlet for the length of a block: {@code try (var _ = limiter.hold()) ...}.
     *
     * @return what gives the token back when it is closed
     * @throws PrimitiveMisuse if this awaitlet has a token already (ER-208)
     * @throws Cancelled if the scope is cancelled (ER-204); then no token is held
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public Held hold() {
        var task = AwaitletTask.require("CapacityLimiter.hold");
        acquire(task, task);
        return new Held(() -> releaseOnBehalfOf(task));
    }

    /**
     * Runs a body while the current awaitlet has a token.
     *
     * @param body what to run; its failure is thrown as it is
     * @throws PrimitiveMisuse if this awaitlet has a token already (ER-208)
     * @throws Cancelled if the scope is cancelled (ER-204)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public void run(Action body) {
        Held.during(hold(), body);
    }

    /**
     * Runs a body while the current awaitlet has a token, and answers its result.
     *
     * @param body what to run; its failure is thrown as it is
     * @param <T> the type of its result
     * @return the body's result
     * @throws PrimitiveMisuse if this awaitlet has a token already (ER-208)
     * @throws Cancelled if the scope is cancelled (ER-204)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public <T extends @Nullable Object> T call(Callable<T> body) {
        return Held.during(hold(), body);
    }

    /**
     * Changes how many tokens there are. Raising it hands the new tokens to those who wait.
     *
     * @param total how many tokens there are from now on, 0 to {@link #UNLIMITED}
     * @throws IllegalArgumentException if {@code total} is below 0
     */
    public void resize(int total) {
        line.resize(checked(total));
    }

    /**
     * How many tokens there are, lent ones included.
     *
     * @return the number, {@link #UNLIMITED} if there is no limit
     */
    public int total() {
        return statistics().total();
    }

    /**
     * How many tokens are free now.
     *
     * @return the number, 0 or more
     */
    public int available() {
        return Math.max(0, line.free());
    }

    /**
     * What goes on in this limiter now.
     *
     * @return a picture of one moment
     */
    public Statistics statistics() {
        var state = line.state();
        var borrowers = state.holders();
        return new Statistics(borrowers.size(), state.free() + borrowers.size(), borrowers, state.waiting());
    }

    /**
     * What goes on in a limiter at one moment.
     *
     * @param borrowed how many tokens are lent; more than the total after that was lowered
     * @param total how many tokens there are, lent ones included
     * @param borrowers who has a token, in no particular order
     * @param waiting how many wait for a token
     */
    public record Statistics(int borrowed, int total, List<Object> borrowers, int waiting) {
        /** Keeps a copy of the list. */
        public Statistics {
            borrowers = List.copyOf(borrowers);
        }
    }

    @Override
    public String toString() {
        var now = statistics();
        return "CapacityLimiter[total=" + (now.total() == UNLIMITED ? "unlimited" : now.total()) + ", borrowed="
                + now.borrowed() + ", waiting=" + now.waiting() + "]";
    }

    private PrimitiveMisuse twice(Object borrower) {
        return new PrimitiveMisuse(
                borrower + " has, or waits for, a token of " + this + " already.",
                "Release it first, or borrow each further token on behalf of an object of its own.");
    }

    private static Object checked(Object borrower) {
        return Objects.requireNonNull(borrower, "borrower");
    }
}
