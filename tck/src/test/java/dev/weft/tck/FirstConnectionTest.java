package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineListener;
import dev.weft.engine.ListenerConnection;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What is done once to a database, on the first connection of an engine. */
class FirstConnectionTest {
    private static final int CALLERS = 8;

    @EngineTest
    @Spec({"PL-7", "PF-11"})
    void itIsDoneOnceBeforeAnybodyHasAConnectionHoweverManyAskAtOnce(AsyncEngine engine) {
        var first = new AtomicInteger();
        var all = new AtomicInteger();
        try (var _ = engine.listen(new EngineListener() {
            @Override
            public void firstConnected(ListenerConnection connection) {
                first.incrementAndGet();
                connection.execute("create table a (id int primary key, data varchar(50))");
            }

            @Override
            public void connected(ListenerConnection connection) {
                all.incrementAndGet();
            }
        })) {
            var callers = IntStream.range(0, CALLERS)
                    .mapToObj(id -> async(() ->
                            await(engine.begin(connection -> connection.execute("insert into a values (?, 'x')", id)))))
                    .toList();
            callers.forEach(caller -> await(caller));
        }

        assertThat(first).hasValue(1);
        assertThat(all.get()).isBetween(1, engine.status().limit());
        assertThat(Work.rows(engine)).isEqualTo(CALLERS);
    }

    @EngineTest
    @Spec("PL-7")
    void ifItFailsTheNextConnectionIsTheFirst(AsyncEngine engine) {
        var first = new AtomicInteger();
        var refused = new IllegalStateException("not yet");
        try (var _ = engine.listen(new EngineListener() {
            @Override
            public void firstConnected(ListenerConnection connection) {
                if (first.incrementAndGet() == 1) {
                    throw refused;
                }
            }
        })) {
            var failure = catchThrowable(() -> await(engine.begin(connection -> CompletableFuture.completedFuture(1))));
            assertThat(failure).isSameAs(refused);
            assertThat(Work.one(engine)).isEqualTo(1);
            assertThat(Work.one(engine)).isEqualTo(1);
        }

        assertThat(first).hasValue(2);
    }
}
