package dev.weft.testing.internal;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.testing.Database;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.LeakWatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The engines of one test. */
final class WatchedEngines implements EngineFactory {
    private static final AtomicLong MADE = new AtomicLong(); // for names only

    private final Database database;
    private final String url;
    private final EngineOptions options;
    private final LeakWatch leaks;
    private @Nullable AsyncEngine shared; // touched by JUnit's thread only

    WatchedEngines(Database database, String url, EngineOptions options, LeakWatch leaks) {
        this.database = database;
        this.url = url;
        this.options = options;
        this.leaks = leaks;
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
        return leaks.watch(AsyncEngine.create(anyUrl, named));
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public Database database() {
        return database;
    }
}
