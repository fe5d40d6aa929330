package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.spec.Spec;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Groups: their blocks and their tasks. */
class TaskGroupTest {
    private final CompletableFuture<String> never = new CompletableFuture<>();

    @AwaitletTest
    @Spec({"SC-1", "AT-2"})
    void theBlockEndsAfterAllItsTasks() {
        var ended = new AtomicInteger();

        TaskGroup.run(group -> {
            for (var task = 0; task < 10; task++) {
                group.fork(() -> {
                    checkpoint();
                    ended.incrementAndGet();
                });
            }
        });

        assertThat(ended).hasValue(10);
    }

    @AwaitletTest
    @Spec("SC-1")
    void theBlockAnswersItsResult() {
        int sum = TaskGroup.call(group -> {
            var one = group.fork(() -> 1);
            var two = group.fork(() -> 2);
            return one.await() + two.await();
        });

        assertThat(sum).isEqualTo(3);
    }

    @AwaitletTest
    @Spec({"SC-3", "AT-1"})
    void aClosedGroupStartsNoTask() {
        var kept = new AtomicReference<TaskGroup>();
        TaskGroup.run(kept::set);

        assertThatThrownBy(() -> kept.get().fork(() -> 1))
                .isInstanceOf(ScopeMisuse.class)
                .hasMessageContaining("ER-201");
        assertThatThrownBy(() -> kept.get().<Integer, Integer>start(ready -> 1))
                .isInstanceOf(ScopeMisuse.class)
                .hasMessageContaining("ER-201");
    }

    @AwaitletTest
    @Spec({"SC-3", "AT-1"})
    void aGroupClosedByAnErrorStartsNoTask() {
        var kept = new AtomicReference<TaskGroup>();
        assertThatThrownBy(() -> TaskGroup.run(group -> {
                    kept.set(group);
                    throw new IOException("no");
                }))
                .isInstanceOf(IOException.class);

        assertThatThrownBy(() -> kept.get().fork(() -> 1)).isInstanceOf(ScopeMisuse.class);
    }

    @AwaitletTest
    @Spec("AT-3")
    void aTaskMayStartSiblings() {
        var started = new AtomicInteger();

        TaskGroup.run(group -> group.fork(() -> {
            group.fork(() -> {
                group.fork(started::incrementAndGet);
                started.incrementAndGet();
            });
            started.incrementAndGet();
        }));

        assertThat(started).hasValue(3);
    }

    @AwaitletTest
    @Spec("AT-4")
    void theScopeOfAGroupIsEnteredByNobodyElse() {
        TaskGroup.run(group -> assertThatThrownBy(group.scope()::enter)
                .isInstanceOf(ScopeMisuse.class)
                .hasMessageContaining("ER-201"));
    }

    @AwaitletTest
    @Spec({"SC-8", "AT-1"})
    void aTaskThatOutlivesItsAwaitletsBlockDoesNotExist() {
        var before = Set.copyOf(Awaitlets.live());

        var left = catchThrowable(() -> await(async(() -> {
            var forgotten = TaskGroup.open();
            forgotten.fork(() -> await(never));
            Soon.awaited(never);
            return "left without closing";
        })));

        assertThat(left).isInstanceOf(ScopeMisuse.class).hasMessageContaining("ER-202");
        assertThat(before).containsAll(List.copyOf(Awaitlets.live())); // some of those before may have ended since
    }

    @AwaitletTest
    @Spec("SC-1")
    void manyTasksOfOneGroupAllEnd() {
        var sum = new AtomicInteger();

        TaskGroup.run(group -> {
            for (var task = 0; task < 10_000; task++) {
                group.fork(AsyncOptions.defaults().withoutSite(), () -> {
                    checkpoint();
                    sum.incrementAndGet();
                });
            }
        });

        assertThat(sum).hasValue(10_000);
    }

    @AwaitletTest
    @Spec("SC-2")
    void theTasksOfAGroupAreStartedAlsoFromOrdinaryThreads() {
        List<String> names = TaskGroup.call(group -> {
            var forked = CompletableFuture.supplyAsync(() -> group.fork(
                    "elsewhere", () -> Awaitlets.current().orElseThrow().name()));
            return List.of(await(forked).await());
        });

        assertThat(names).containsExactly("elsewhere");
    }
}
