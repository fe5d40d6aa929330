package dev.weft.tck.vertx;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineUrl;
import dev.weft.engine.Result;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineTest;
import dev.weft.testing.network.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;

/**
 * How often the native driver waits for the network, counted at 20 ms each way: longer than a thread is held up that
 * sends what goes together.
 */
class RoundTripsTest {
    private static final Duration DELAY = Duration.ofMillis(20);

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Spec("EN-24")
    void twentyInsertsInOneTransactionTakeFourRoundTrips(AsyncEngine hosted, EngineUrl url) {
        await(hosted.begin(connection -> connection.execute("create table a (id int primary key, data text)")));
        try (var network = slow(url);
                var engine = AsyncEngine.create(through(network, url))) {
            try (var connection = engine.connect()) {
                await(connection.start());
                var before = network.roundTrips();
                var results = await(connection.pipeline(pipeline -> {
                    var all = new ArrayList<CompletableFuture<Result>>();
                    for (var i = 0; i < 20; i++) {
                        all.add(pipeline.execute("insert into a values (?, ?)", i, "a" + i));
                    }
                    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                            .thenApply(_ ->
                                    all.stream().map(CompletableFuture::join).toList());
                }));
                await(connection.commit());
                var taken = network.roundTrips() - before;

                assertThat(results).allMatch(result -> result.rowCount() == 1);
                assertThat(taken).as("BEGIN and Parse, the inserts, COMMIT").isBetween(1, 4);
            }
        }
        var rows = await(hosted.begin(connection -> connection.scalar(Long.class, "select count(*) from a")));
        assertThat(rows).hasValue(20L);
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Spec("EN-44")
    void beginGoesWithTheFirstStatement(EngineUrl url) {
        try (var network = slow(url);
                var engine = AsyncEngine.create(through(network, url));
                var connection = engine.connect()) {
            await(connection.execute("select 1"));
            await(connection.commit());
            var before = network.roundTrips();
            await(connection.execute("select 1"));

            assertThat(network.roundTrips() - before).as("prepared before").isEqualTo(1);
        }
    }

    private static FaultProxy slow(EngineUrl url) {
        var network = FaultProxy.before(url.port().orElseThrow());
        network.latency(DELAY);
        return network;
    }

    private static String through(FaultProxy network, EngineUrl url) {
        return Driver.VERTX.through("postgresql://%s:%s@127.0.0.1:%d/%s"
                .formatted(
                        url.user().orElseThrow(),
                        url.password().orElseThrow(),
                        network.port(),
                        url.database().orElseThrow()));
    }
}
