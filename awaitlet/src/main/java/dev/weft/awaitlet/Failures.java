package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.Conclusive;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How failures cross between async and blocking-style code: as the same instance, with both sides in the trace. */
final class Failures {
    private static final int MOST_CAUSES = 32;

    private Failures() {}

    /** The failure inside the wrappers that futures put around it. */
    static Throwable peel(Throwable failure) {
        var inner = failure;
        while ((inner instanceof CompletionException || inner instanceof ExecutionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    /** The failure, with the awaiting frames added to it unless it has been awaited often before. */
    static Throwable awaitedHere(Throwable failure, Object waiter) {
        if (BridgeSite.hasRoom(failure)) {
            failure.addSuppressed(BridgeSite.awaited(waiter));
        }
        return failure;
    }

    /**
     * The failure with which an awaitlet ends, with the site that started the awaitlet added to it, unless that is
     * there or there are many sites already. A cancel is no failure and stays as it is.
     */
    static Throwable endedHere(Throwable failure, AwaitletTask awaitlet) {
        if (!(failure instanceof Cancelled) && BridgeSite.hasRoom(failure) && !BridgeSite.names(failure, awaitlet)) {
            failure.addSuppressed(BridgeSite.thrown(awaitlet));
        }
        return failure;
    }

    /**
     * The cancel behind a failure: blocking-style frameworks wrap what their driver throws. A cancel that a scope has
     * turned into its timeout is one no more, nor is one behind a {@link Conclusive} failure.
     */
    static @Nullable Cancelled cancelledIn(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (var depth = 0; cause != null && !endsSearch(cause) && depth < MOST_CAUSES; depth++) {
            if (cause instanceof Cancelled cancelled) {
                if (cancelled != failure) {
                    cancelled.addSuppressed(new WrappedCancel(failure));
                }
                return cancelled;
            }
            cause = cause.getCause();
        }
        return null;
    }

    private static boolean endsSearch(Throwable cause) {
        return cause instanceof ScopeTimeout || cause instanceof Conclusive;
    }

    /** Tells whether a failure, or one that it wraps, is to be told whatever was cancelled. */
    static boolean isConclusive(Throwable failure) {
        return causes(failure).anyMatch(Conclusive.class::isInstance);
    }

    /** A failure and its causes, from the outside in. */
    static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MOST_CAUSES);
    }

    /** Throws anything as it is; the return type lets the compiler see that the caller ends here. */
    @SuppressWarnings("unchecked")
    static <X extends Throwable> RuntimeException sneak(Throwable failure) throws X {
        throw (X) failure;
    }

    /** The value of a body that did not end with one; never read. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    static <T extends @Nullable Object> T absent() {
        return (T) null;
    }

    /** What a framework made of a cancel on its way out; without the cancel itself, so that there is no circle. */
    private static final class WrappedCancel extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrappedCancel(Throwable wrapper) {
            super("left the code as " + wrapper);
            setStackTrace(wrapper.getStackTrace());
        }
    }
}
