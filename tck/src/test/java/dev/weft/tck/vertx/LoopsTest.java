package dev.weft.tck.vertx;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import dev.weft.vertx.VertxBackend;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** On which event loops the connections of the native driver live. */
@Spec("PL-19")
class LoopsTest {
    private static final int LOOPS = 3;

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX, backends = Backend.VIRTUAL_THREADS)
    void connectionsAreSpreadOverTheLoopsOfTheDriver(EngineFactory engines) {
        var loops = Runtime.getRuntime().availableProcessors();
        var size = Math.min(2 * loops, 16);
        var engine = engines.create(options -> options.withPoolSize(size));
        var held = Stream.generate(() -> await(engine.connect().start()))
                .limit(size)
                .toList();
        var perLoop = new HashMap<Thread, Integer>();
        for (var connection : held) {
            perLoop.merge(loopOf(connection), 1, Integer::sum);
        }
        held.forEach(connection -> await(connection.aclose()));

        assertThat(perLoop).hasSize(Math.min(loops, size));
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX, backends = Backend.VIRTUAL_THREADS)
    void aConnectionThatIsMadeForACallerOnALoopLivesOnThatLoop(EngineFactory engines) {
        var engine = engines.create(options -> options.withPoolSize(LOOPS));
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
        try {
            var held = new ArrayList<AsyncConnection>();
            for (var i = 0; i < LOOPS; i++) {
                var context = contextOfItsOwn(vertx);
                var connection = await(takenOn(vertx, context, engine));
                held.add(connection);
                assertThat(loopOf(connection)).isSameAs(await(threadOf(context)));
            }
            assertThat(held.stream().map(LoopsTest::loopOf).distinct()).hasSize(LOOPS);
            held.forEach(connection -> await(connection.aclose()));
            await(engine.dispose());
        } finally {
            await(vertx.close().toCompletionStage());
        }
    }

    private static CompletableFuture<AsyncConnection> takenOn(Vertx vertx, Context context, AsyncEngine engine) {
        var taken = new CompletableFuture<AsyncConnection>();
        context.runOnContext(_ -> VertxBackend.create(vertx)
                .async(() -> await(engine.connect().start()))
                .onComplete(taken::complete, taken::completeExceptionally));
        return taken;
    }

    /** Vert.x gives each thread that is none of its own a context, each on the next loop. */
    private static Context contextOfItsOwn(Vertx vertx) {
        return await(CompletableFuture.supplyAsync(
                vertx::getOrCreateContext, task -> Thread.ofPlatform().start(task)));
    }

    private static CompletableFuture<Thread> threadOf(Context context) {
        var thread = new CompletableFuture<Thread>();
        context.runOnContext(_ -> thread.complete(Thread.currentThread()));
        return thread;
    }

    private static Thread loopOf(AsyncConnection connection) {
        var loop = new CompletableFuture<Thread>();
        await(connection.raw(PgConnection.class))
                .query("select 1")
                .execute()
                .onComplete((rows, failure) -> loop.complete(Thread.currentThread()));
        return await(loop);
    }
}
