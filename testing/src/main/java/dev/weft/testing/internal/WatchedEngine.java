package dev.weft.testing.internal;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An engine that is to leave nothing behind. Used by one thread at a time. */
final class WatchedEngine {
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(8);
    private static final int LINES = 3; // of the code that took a connection

    private final AsyncEngine engine;
    private final String name;
    private long reclaimedBefore;

    WatchedEngine(AsyncEngine engine) {
        this.engine = engine;
        this.name = "engine \"" + engine.name() + "\"";
        this.reclaimedBefore = engine.status().reclaimed();
    }

    AsyncEngine engine() {
        return engine;
    }

    /** Connections in use or idle. */
    int open() {
        return engine.status().open();
    }

    /** What has been told of once is not told again. */
    void begin() {
        reclaimedBefore = engine.status().reclaimed();
    }

    /** A sentence for each thing that somebody has, wants, or has lost. */
    List<String> held() {
        var status = engine.status();
        var found = new ArrayList<String>();
        if (status.inUse() > 0) {
            found.add(name + ": " + status.inUse() + " of " + status.open() + " connections in use, held by "
                    + status.holders().stream().map(WatchedEngine::told).collect(Collectors.joining(", ")));
        }
        if (status.waiting() > 0) {
            found.add(name + ": " + status.waiting() + " callers waiting for a connection");
        }
        var reclaimed = status.reclaimed() - reclaimedBefore;
        if (reclaimed > 0) {
            found.add(name + ": " + reclaimed + " connections were never closed; their holders are gone");
        }
        if (status.connecting() > 0) {
            found.add(name + ": " + status.connecting() + " connections being made");
        }
        return found;
    }

    private static String told(EngineStatus.Holder holder) {
        var site = holder.site().stream()
                .limit(LINES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" from "));
        return holder.task() + " for " + holder.held().toMillis() + " ms" + (site.isEmpty() ? "" : ", taken at ")
                + site;
    }

    CompletableFuture<Void> close() {
        return engine.aclose();
    }

    /** Waits for the end of a close; answers a sentence if it does not come, or is a failure. */
    List<String> failure(CompletableFuture<Void> closing) {
        var why = why(closing);
        return why == null ? List.of() : List.of(name + " did not close: " + why);
    }

    private @Nullable String why(CompletableFuture<Void> closing) {
        var asked = engine.options().closeTimeout().plusSeconds(3);
        var deadline = asked.compareTo(CLOSE_DEADLINE) > 0 ? asked : CLOSE_DEADLINE;
        try {
            closing.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (ExecutionException failed) {
            return String.valueOf(failed.getCause());
        } catch (TimeoutException late) {
            return "not within " + deadline.toSeconds() + " s";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "interrupted while waiting";
        }
    }

    /** A sentence for a closed engine that still has connections. */
    List<String> left() {
        var open = open();
        return open == 0 ? List.of() : List.of(name + " is closed, but has " + open + " connections");
    }
}
