package dev.weft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Test classes of users, with a {@link LeakWatch}, which {@link LeakWatchTest} runs through JUnit. */
@Timeout(20)
final class LeakWatchSamples {
    /** What tests forget to give back; held here, because the pool takes back what nobody holds. */
    static final List<AsyncConnection> FORGOTTEN = new CopyOnWriteArrayList<>();

    static final CompletableFuture<Void> END = new CompletableFuture<>();

    private LeakWatchSamples() {}

    static AsyncEngine engine(String name) {
        return AsyncEngine.create(
                "h2:mem:" + name,
                EngineOptions.defaults()
                        .withName(name)
                        .withPoolSize(1)
                        .withPool(pool -> pool.withLeakAfter(Duration.ofMinutes(1)))
                        .withCloseTimeout(Duration.ofMillis(200)));
    }

    static void selectOne(AsyncEngine engine) throws Exception {
        assertThat(engine.begin(connection -> connection.scalar(Integer.class, "select 1"))
                        .get(10, TimeUnit.SECONDS))
                .hasValue(1);
    }

    static void forget(AsyncEngine engine) throws Exception {
        FORGOTTEN.add(engine.connect().start().get(10, TimeUnit.SECONDS));
    }

    static final class Clean {
        static @Nullable AsyncEngine used;

        @RegisterExtension
        final LeakWatch leaks = LeakWatchTest.patient();

        final AsyncEngine engine = leaks.watch(engine("clean"));

        @Test
        void givesBack() throws Exception {
            used = engine;
            selectOne(engine);
        }
    }

    static final class ConnectionLeft {
        @RegisterExtension
        final LeakWatch leaks = LeakWatchTest.impatient();

        @Test
        void leaves() throws Exception {
            forget(leaks.watch(engine("connection_left")));
        }
    }

    static final class LeakAndFailure {
        @RegisterExtension
        final LeakWatch leaks = LeakWatchTest.impatient();

        @Test
        void failsAndLeaves() throws Exception {
            forget(leaks.watch(engine("leak_and_failure")));
            throw new IllegalStateException("the test's own failure");
        }
    }

    /** What a test gives back in its {@code @AfterEach} is in time. */
    static final class ClosedByTheTest {
        @RegisterExtension
        final LeakWatch leaks = LeakWatchTest.patient();

        final AsyncEngine engine = leaks.watch(engine("closed_by_the_test"));
        private @Nullable AsyncConnection held;

        @Test
        void keepsAConnection() throws Exception {
            held = engine.connect().start().get(10, TimeUnit.SECONDS);
        }

        @AfterEach
        void closes() throws Exception {
            Objects.requireNonNull(held).aclose().get(10, TimeUnit.SECONDS);
            engine.close();
        }
    }

    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static final class Shared {
        @RegisterExtension
        static final LeakWatch leaks = LeakWatch.create();

        static final AsyncEngine engine = leaks.watch(engine("shared"));
        private static @Nullable AsyncConnection forgotten;

        @Test
        @Order(1)
        void leaves() throws Exception {
            forgotten = engine.connect().start().get(10, TimeUnit.SECONDS);
        }

        @Test
        @Order(2)
        void findsTheEngineOpenAndGivesBack() throws Exception {
            Objects.requireNonNull(forgotten).aclose().get(10, TimeUnit.SECONDS);
            assertThat(engine.status().closed()).isFalse();
            selectOne(engine);
        }
    }

    /** Only what is left when all tests have run tells that a thread is. */
    static final class SharedThreadLeft {
        @RegisterExtension
        static final LeakWatch leaks = LeakWatchTest.impatient();

        @Test
        void leaves() {
            var _ = Thread.ofPlatform().name("left-by-the-class").daemon().start(END::join);
        }
    }

    static final class AwaitletLeft {
        @RegisterExtension
        static final LeakWatch leaks = LeakWatchTest.impatient();

        @Test
        void leaves() {
            var _ = Awaitlets.async(() -> {
                Awaitlets.await(END);
            });
        }
    }
}
