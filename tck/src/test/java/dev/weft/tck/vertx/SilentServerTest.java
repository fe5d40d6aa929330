package dev.weft.tck.vertx;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.ScopeTimeout;
import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import dev.weft.testing.network.FaultProxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;

/** Connections are closed with a word to the server, in a time of their own, and cut off if there is no answer. */
@Spec("EN-40")
@Timeout(60)
class SilentServerTest {
    private static final Duration BUDGET = Duration.ofMillis(300);

    @EngineTest(
            value = {Database.POSTGRESQL, Database.MARIADB},
            backends = Backend.VIRTUAL_THREADS)
    void aConnectionThatCannotBeCleanedIsCutOffAndItsPlaceFreed(EngineFactory engines) {
        try (var network = network(engines)) {
            var engine = through(network, engines);
            var connection = engine.connect();
            await(connection.execute("select 1")); // a transaction is open, and has to be rolled back
            network.silence();
            await(connection.aclose());

            assertThat(engine.status().inUse()).isZero();
            network.heal();
            var read = await(engine.begin(other -> other.scalar(Integer.class, "select 2")));
            assertThat(read).hasValue(2);
            await(engine.aclose());
        }
    }

    @EngineTest(
            value = {Database.POSTGRESQL, Database.MARIADB},
            backends = Backend.VIRTUAL_THREADS)
    void anEngineClosesAllTheSame(EngineFactory engines) {
        try (var network = network(engines)) {
            var engine = through(network, engines);
            var held = engine.connect();
            await(held.execute("select 1"));
            network.silence();

            await(engine.aclose());
            assertThat(engine.status().open()).isZero();
            await(held.aclose());
        }
    }

    @EngineTest(
            value = {Database.POSTGRESQL, Database.MARIADB},
            backends = Backend.VIRTUAL_THREADS)
    void aCancelledBlockEndsAsCancelledOnceItsConnectionIsCutOff(EngineFactory engines) {
        try (var network = network(engines)) {
            var engine = through(network, engines);

            assertThatThrownBy(() -> CancelScope.failAfter(
                            BUDGET,
                            () -> await(engine.begin(connection -> {
                                await(connection.execute("select 1"));
                                network.silence();
                                return new CompletableFuture<Void>();
                            }))))
                    .isInstanceOf(ScopeTimeout.class);

            assertThat(engine.status().inUse()).isZero();
            await(engine.aclose());
            assertThat(engine.status().open()).isZero();
        }
    }

    private static FaultProxy network(EngineFactory engines) {
        var port = engines.url().replaceFirst("^.*:(\\d+)/.*$", "$1");
        return FaultProxy.before(Integer.parseInt(port));
    }

    private static AsyncEngine through(FaultProxy network, EngineFactory engines) {
        return AsyncEngine.create(
                network.through(engines.url()),
                engines.create()
                        .options()
                        .withPoolSize(1)
                        .withCloseTimeout(BUDGET)
                        .withCancelTimeout(BUDGET));
    }
}
