package dev.weft.awaitlet;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One awaitlet: blocking-style code that runs on a virtual thread and may {@link Awaitlets#await await}.
 *
 * <p>This is its identity, for error messages, logs and ownership checks; safe for use by many threads.
 */
public sealed interface Awaitlet permits AwaitletTask {
    /**
     * The name given at its start, or one made from a running number.
     *
     * @return the name; not unique when given by the caller
     */
    String name();

    /**
     * The call that started this awaitlet, if it was recorded.
     *
     * @return the caller's frame, empty if {@link AsyncOptions#withoutSite()} was asked for
     */
    Optional<StackTraceElement> site();

    /**
     * Tells whether this awaitlet has ended.
     *
     * @return true once its body has returned or thrown
     */
    boolean ended();

    /**
     * A stage that completes when this awaitlet has ended: after {@link #ended()} has become true, and before its
     * future completes. What depends on it runs on the awaitlet's thread, outside the awaitlet.
     *
     * @return a stage without a value, which cannot be completed from outside
     */
    CompletionStage<@Nullable Void> whenEnded();

    /**
     * Tells whether this awaitlet may act for another: it is the other, or was started by it at whatever depth, or the
     * other has ended, or waits, at whatever depth, for this one to end.
     *
     * <p>This is the rule for handing a connection or a session down to a nested awaitlet. Whoever it was handed to has
     * it until that awaitlet ends.
     *
     * @param owner the awaitlet acted for
     * @return true if what belongs to the other may be handed to this one
     */
    boolean mayActFor(Awaitlet owner);

    /**
     * Tells whether this awaitlet waits, at whatever depth, for another to end: it awaits the other's result, or that
     * of one which does.
     *
     * @param other the awaitlet that may be waited for
     * @return true if it does so now; awaiting something derived from a future by a stage of its own is not seen
     *     through
     */
    boolean waitsFor(Awaitlet other);

    /**
     * What tells of this awaitlet without keeping it from being collected.
     *
     * @return the label
     */
    AwaitletLabel label();
}
