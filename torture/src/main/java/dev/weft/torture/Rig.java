package dev.weft.torture;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.testing.server.PgCluster;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What a goal works with: a server, a driver, chance from one seed, and engines that are closed after it. */
final class Rig implements AutoCloseable {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Server server;
    private final Through through;
    private final Budget budget;
    private final SplittableRandom random;
    private final Consumer<String> progress;
    private final BiFunction<String, EngineOptions, AsyncEngine> maker;
    private final List<AsyncEngine> engines = new CopyOnWriteArrayList<>();

    /** @param maker makes an engine from a URL and options; what a goal must find is planted here */
    Rig(
            Server server,
            Through through,
            Budget budget,
            long seed,
            Consumer<String> progress,
            BiFunction<String, EngineOptions, AsyncEngine> maker) {
        this.server = server;
        this.through = through;
        this.budget = budget;
        this.random = new SplittableRandom(seed);
        this.progress = progress;
        this.maker = maker;
    }

    Rig(Server server, Through through, Budget budget, long seed, Consumer<String> progress) {
        this(server, through, budget, seed, progress, AsyncEngine::create);
    }

    Server server() {
        return server;
    }

    Through through() {
        return through;
    }

    PgCluster cluster() {
        return server.cluster().orElseThrow(() -> new IllegalStateException("this goal needs a server of its own"));
    }

    Budget budget() {
        return budget;
    }

    /** Chance of its own for somebody who draws beside others; called by one thread. */
    SplittableRandom random() {
        return random.split();
    }

    /** The URL of the database, through the driver. */
    String url() {
        return through.url(server.url());
    }

    /** A new engine on the database, closed at the latest after the goal. */
    AsyncEngine engine(String name, UnaryOperator<EngineOptions> options) {
        return engine(url(), name, options);
    }

    /** A new engine on another URL, closed at the latest after the goal. */
    AsyncEngine engine(String url, String name, UnaryOperator<EngineOptions> options) {
        var defaults = EngineOptions.defaults().withName("torture-" + name);
        var engine = maker.apply(url, options.apply(budget.full() ? defaults : patient(defaults)));
        engines.add(engine);
        return engine;
    }

    /** What a slow machine needs longer for than a user would wait is not what the short form looks for. */
    private EngineOptions patient(EngineOptions options) {
        return options.withAcquireTimeout(LONG)
                .withConnectTimeout(LONG)
                .withCancelTimeout(LONG)
                .withCloseTimeout(budget.patience());
    }

    /** Shows how far the goal has come. */
    void tell(String how) {
        progress.accept(how);
    }

    @Override
    public void close() {
        for (var engine : engines) {
            try {
                engine.aclose().get(2 * LONG.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException late) {
                throw new IllegalStateException(engine.name() + " was not closed: " + late, late);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while closing " + engine.name(), stop);
            }
        }
    }
}
