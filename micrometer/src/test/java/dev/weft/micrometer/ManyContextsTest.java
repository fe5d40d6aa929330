package dev.weft.micrometer;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Workers;
import dev.weft.awaitlet.spi.ContextCarrier;
import dev.weft.spec.Spec;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.MDC;

/** A thread-local, the MDC and a scoped value at once, in many awaitlets at once. */
@Timeout(60)
@ExtendWith(Tag.class)
class ManyContextsTest {
    private static final ScopedValue<String> REQUEST = ScopedValue.newInstance();
    private static final AsyncOptions CARRYING = AsyncOptions.defaults().carrying(ContextCarrier.of(REQUEST));

    private final Workers workers = Workers.create("contexts", 4);

    @AfterEach
    void closeWorkers() {
        workers.close();
    }

    /** Runs a body where all three values are the given one. */
    private static <T> T tagged(String id, Callable<T> body) throws Exception {
        Tag.set(id);
        MDC.put("request", id);
        return ScopedValue.where(REQUEST, id).call(body::call);
    }

    private static String seen() {
        return Tag.get() + " " + MDC.get("request") + " " + (REQUEST.isBound() ? REQUEST.get() : null);
    }

    private static String all(String id) {
        return id + " " + id + " " + id;
    }

    @Test
    @Spec({"AW-18", "AW-19", "AW-20"})
    void fiveHundredInterleavedAwaitletsKeepTheirContextBothWays() throws Exception {
        var gate = new CompletableFuture<String>();
        var results = new ArrayList<CompletableFuture<String>>();
        for (var number = 0; number < 500; number++) {
            var id = "request-" + number;
            results.add(tagged(id, () -> async(CARRYING, () -> work(gate, id))));
        }

        gate.complete("all have started");

        for (var number = 0; number < results.size(); number++) {
            assertThat(Soon.value(results.get(number))).isEqualTo(all("request-" + number));
        }
        assertThat(Tag.get() + " " + MDC.get("request")).as("the starter's own").isEqualTo("request-499 request-499");
    }

    /** Blocking-style code that is called with one context, calls async code with another, and then has its own. */
    private String work(CompletableFuture<String> gate, String id) throws Exception {
        var before = seen();
        var _ = await(gate);
        var inner = "inner-" + id;
        tagged(inner, () -> {
            assertThat(await(async(() -> inBothWorlds(id)))).isEqualTo(all(inner));
            assertThat(workers.run(_ -> {}, ManyContextsTest::seen)).isEqualTo(all(inner));
            return "";
        });
        assertThat(Tag.get() + " " + MDC.get("request")).as("set here").isEqualTo(inner + " " + inner);
        return tagged(id, () -> {
            assertThat(seen()).isEqualTo(before);
            return before;
        });
    }

    private String inBothWorlds(String id) throws Exception {
        var before = seen();
        await(CompletableFuture.runAsync(() -> {}));
        assertThat(await(async(ManyContextsTest::seen))).isEqualTo(before);
        MDC.put("request", "set below " + id);
        Tag.set("set below " + id);
        return before;
    }

    @Test
    @Spec({"AW-18", "AW-19", "AW-20", "R-25"})
    void fiftyThousandTaggedTasksAllSeeTheirOwnAndNothingBleeds() throws Exception {
        var tasks = 50_000;
        var results = new ArrayList<CompletableFuture<String>>(tasks);
        for (var number = 0; number < tasks; number++) {
            var id = "task-" + number;
            results.add(tagged(id, () -> async(CARRYING, () -> task(id))));
        }

        var wrong = new ArrayList<String>();
        for (var result : results) {
            var seen = Soon.value(result);
            if (!seen.isEmpty()) {
                wrong.add(seen);
            }
        }

        assertThat(wrong).as("contexts that were not the task's own").isEmpty();
        Tag.set("next");
        MDC.clear();
        for (var number : IntStream.range(0, 100).toArray()) {
            assertThat(Soon.value(async(() -> workers.run(_ -> {}, ManyContextsTest::seen))))
                    .as("seen by task %s after all", number)
                    .isEqualTo("next null null");
        }
    }

    /** Answers what was wrong, or an empty text. */
    private String task(String id) throws Exception {
        var wrong = new StringBuilder(wrongly(id, seen()));
        await(CompletableFuture.runAsync(() -> {}));
        wrong.append(wrongly(id, seen()));
        wrong.append(wrongly(id, await(async(ManyContextsTest::seen))));
        wrong.append(wrongly(id, workers.run(_ -> {}, () -> {
            var seen = seen();
            Tag.set("bleeds from " + id);
            MDC.put("request", "bleeds from " + id);
            return seen;
        })));
        return wrong.append(wrongly(id, seen())).toString();
    }

    private static String wrongly(String id, String seen) {
        return seen.equals(all(id)) ? "" : id + " has seen " + seen + "; ";
    }
}
