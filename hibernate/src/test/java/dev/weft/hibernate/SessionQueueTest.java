package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.spec.Spec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order of operations around the end of a block, for which a place was kept. */
@Spec("SE-20")
@Timeout(30)
class SessionQueueTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final SessionQueue queue = new SessionQueue("session 1");
    private final List<String> order = new CopyOnWriteArrayList<>();

    @Test
    void whatIsOfTheBlockComesBeforeItsEndAndWhatIsNotComesAfter() {
        var ran = async(() -> {
                    var end = queue.reserve("end", Awaitlets.require("test"));
                    var outside = fromOutside("outside");
                    await(note("inside"));
                    await(queue.submitEnding(end, "end", LIMIT, () -> order.add("end")));
                    return await(outside.task());
                })
                .join();

        assertThat(ran).isTrue();
        assertThat(order).containsExactly("inside", "end", "outside");
    }

    @Test
    void nothingRunsBesideAnEndNotEvenWhatIsOfItsBlock() {
        var ran = async(() -> {
                    var running = new CompletableFuture<Void>();
                    var gate = new CompletableFuture<Void>();
                    var end = queue.reserve("end", Awaitlets.require("test"));
                    var ending = queue.submitEnding(end, "end", LIMIT, () -> {
                        running.complete(null);
                        await(gate.copy());
                        return order.add("end");
                    });
                    await(running.copy());
                    var late = note("late");
                    for (var turn = 0; turn < 100; turn++) {
                        await(async(() -> "time enough to run, if it could"));
                    }
                    gate.complete(null);
                    await(ending);
                    return await(late);
                })
                .join();

        assertThat(ran).isTrue();
        assertThat(order).containsExactly("end", "late");
    }

    @Test
    void theEndOfAnInnerBlockPassesThatOfTheOuter() {
        var ran = async(() -> {
                    var outer = queue.reserve("outer", Awaitlets.require("test"));
                    var outside = fromOutside("outside");
                    await(async(() -> {
                        var inner = queue.reserve("inner", Awaitlets.require("test"));
                        await(note("inside"));
                        return await(queue.submitEnding(inner, "inner", LIMIT, () -> order.add("inner")));
                    }));
                    await(queue.submitEnding(outer, "outer", LIMIT, () -> order.add("outer")));
                    return await(outside.task());
                })
                .join();

        assertThat(ran).isTrue();
        assertThat(order).containsExactly("inside", "inner", "outer", "outside");
    }

    private WorkFuture<Boolean> note(String name) {
        return queue.submitOwn(name, () -> order.add(name));
    }

    /** An operation asked for, in a box: what answers it must not be awaited with it. */
    private record Asked(WorkFuture<Boolean> task) {}

    /** Asked for by a thread that is no awaitlet. */
    private Asked fromOutside(String name) {
        return await(CompletableFuture.supplyAsync(() -> new Asked(note(name))));
    }
}
