package dev.weft.peers;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for what a peer answers. */
final class Waiting {
    private static final int LONGEST = 160;

    private Waiting() {}

    /** Whether a future ends within some time, in whatever way. */
    static boolean ended(CompletableFuture<?> future, long nanos) throws InterruptedException {
        try {
            future.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException | CancellationException ended) {
            return true; // that it has ended is what is asked
        }
        return true;
    }

    /** The first line of what a failure tells. */
    static String told(Throwable failure) {
        var cause = failure.getCause();
        if (cause != null && (failure instanceof ExecutionException || failure instanceof CompletionException)) {
            return told(cause);
        }
        var line = failure.toString().lines().findFirst().orElse("");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
