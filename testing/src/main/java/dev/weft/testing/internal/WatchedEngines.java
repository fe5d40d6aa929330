package dev.weft.testing.internal;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.testing.Database;
import dev.weft.testing.EngineFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The engines of one test. */
final class WatchedEngines implements EngineFactory {
    private static final AtomicLong MADE = new AtomicLong(); // for names only
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(8);

    private final Database database;
    private final String url;
    private final EngineOptions options;
    private final CopyOnWriteArrayList<AsyncEngine> engines = new CopyOnWriteArrayList<>();
    private @Nullable AsyncEngine shared; // touched by JUnit's thread only

    WatchedEngines(Database database, String url, EngineOptions options) {
        this.database = database;
        this.url = url;
        this.options = options;
    }

    /** The engine that all parameters of the test are. */
    AsyncEngine shared() {
        var made = shared;
        if (made == null) {
            made = create();
            shared = made;
        }
        return made;
    }

    @Override
    public AsyncEngine create(String anyUrl, UnaryOperator<EngineOptions> change) {
        var changed = change.apply(options);
        var named = changed.name() == null ? changed.withName("weft-test-" + MADE.incrementAndGet()) : changed;
        var engine = AsyncEngine.create(anyUrl, named);
        engines.add(engine);
        return engine;
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public Database database() {
        return database;
    }

    List<AsyncEngine> all() {
        return List.copyOf(engines);
    }

    /** Closes all; answers a sentence for each that does not close. */
    List<String> close() {
        var closing = engines.stream().map(AsyncEngine::aclose).toList();
        var failures = new ArrayList<String>();
        for (var i = 0; i < closing.size(); i++) {
            var failure = failure(closing.get(i));
            if (failure != null) {
                failures.add("engine \"" + engines.get(i).name() + "\" did not close: " + failure);
            }
        }
        return failures;
    }

    private static @Nullable String failure(CompletableFuture<Void> closing) {
        try {
            closing.get(CLOSE_DEADLINE.toSeconds(), TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException failed) {
            return String.valueOf(failed.getCause());
        } catch (TimeoutException late) {
            return "not within " + CLOSE_DEADLINE.toSeconds() + " s";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "interrupted while waiting";
        }
    }
}
