package dev.weft.examples.tutorial;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a client library with an async API looks like: each function answers at once, and its result comes later. */
final class Remote {
    private Remote() {}

    // snippet:remote
    /** Answers soon. */
    static CompletableFuture<String> fetch(String what) {
        var later = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);
        return CompletableFuture.supplyAsync(() -> what, later);
    }

    /** Answers, but not while anybody wants to wait for it. */
    static CompletableFuture<String> slow(String what) {
        var muchLater = CompletableFuture.delayedExecutor(1, TimeUnit.HOURS);
        return CompletableFuture.supplyAsync(() -> what, muchLater);
    }

    /** Fails. */
    static CompletableFuture<String> broken(String why) {
        return CompletableFuture.failedFuture(new IOException(why));
    }
    // end
}
