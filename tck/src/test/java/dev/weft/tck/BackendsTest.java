package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineTest;
import io.vertx.core.Context;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import reactor.core.scheduler.Schedulers;

/** The tests of this module run in every backend, and what they start is in that world too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackendsTest {
    private final Set<Backend> seen = EnumSet.noneOf(Backend.class);
    private final Set<Driver> drivers = EnumSet.noneOf(Driver.class);

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS)
    @Spec({"EN-4", "SC-32"})
    void anEngineIsOnTheDriverOfTheTest(AsyncEngine engine, Driver driver) {
        drivers.add(driver);

        assertThat(engine.url().driver().isPresent()).isEqualTo(driver != Driver.HOSTED);
        assertThat(Work.one(engine)).isEqualTo(1);
    }

    @EngineTest(Database.SQLITE)
    @Spec({"ON-1", "UG-9", "SC-32"})
    void aResultIsDeliveredInTheWorldOfTheTest(AsyncEngine engine, Backend backend) {
        seen.add(backend);
        var listening = new CompletableFuture<Void>();
        var place = async(() -> {
                    await(listening.copy());
                    return await(engine.begin(connection -> connection.scalar(Integer.class, "select 1")));
                })
                .thenApply(one -> one.orElseThrow() + " " + place());
        listening.complete(null); // what depends on a future that has completed runs at once, wherever that is

        assertThat(await(place)).isEqualTo("1 " + backend);
    }

    private static Backend place() {
        if (Context.isOnEventLoopThread()) {
            return Backend.VERTX;
        }
        return Schedulers.isInNonBlockingThread() ? Backend.REACTOR : Backend.VIRTUAL_THREADS;
    }

    @AfterAll
    void noBackendAndNoDriverWasLeftOut() {
        assertThat(seen).containsExactly(Backend.values());
        assertThat(drivers).containsExactly(Driver.values());
    }
}
