package dev.weft.testing.internal;

import dev.weft.testing.Backend;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The async worlds of a run of JUnit, each made when a test first runs in it.
 *
 * <p>Safe for use by many threads. JUnit closes it at the end of the run.
 */
final class TestWorlds implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Backend, TestWorld> made = new EnumMap<>(Backend.class); // guarded by lock

    private TestWorlds() {}

    /** Those of the whole run of JUnit. */
    static TestWorlds of(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(TestWorlds.class))
                .computeIfAbsent(TestWorlds.class, _ -> new TestWorlds(), TestWorlds.class);
    }

    /** Whether tests can run in a world, and why not. */
    ConditionEvaluationResult condition(Backend backend) {
        return missing(backend)
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("There is " + backend));
    }

    private Optional<String> missing(Backend backend) {
        try {
            var _ = world(backend);
            return Optional.empty();
        } catch (NoClassDefFoundError absent) {
            return Optional.of("There is no %s on the class path. Add the dependency dev.weft:%s (%s)."
                    .formatted(backend, backend.artifact(), absent.getMessage()));
        }
    }

    /** The world of a backend whose library is there. */
    TestWorld world(Backend backend) {
        lock.lock();
        try {
            var world = made.get(backend);
            if (world == null) {
                world = switch (backend) {
                    case VIRTUAL_THREADS -> new TestWorld.OnVirtualThreads();
                    case REACTOR -> new OnReactor();
                    case VERTX -> new OnVertx();
                };
                made.put(backend, world);
            }
            return world;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            made.values().forEach(TestWorld::close);
            made.clear();
        } finally {
            lock.unlock();
        }
    }
}
