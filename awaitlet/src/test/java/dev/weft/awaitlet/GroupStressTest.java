package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.spec.Spec;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Random trees of groups in which tasks fail, cancel and are cancelled at random. */
class GroupStressTest {
    private static final int TREES = 300;

    private final AtomicInteger inside = new AtomicInteger();

    /** The only failure there is. */
    private static final class Planted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @AwaitletTest
    @Spec({"SC-1", "SC-2", "SC-9", "AT-11", "AT-17"})
    void whateverFailsAndIsCancelledNoTaskOutlivesItsGroupAndNoCancelEscapes() {
        var seed = System.nanoTime();
        System.out.println("GroupStressTest seed " + seed);
        var random = new Random(seed);
        for (var tree = 0; tree < TREES; tree++) {
            var outer = CancelScope.create();
            var treeSeed = random.nextLong();

            var thrown = catchThrowable(() -> outer.run(() -> grow(new Random(treeSeed), outer, 3)));

            assertThat(inside.get())
                    .as("tasks alive after tree %d of seed %d", tree, seed)
                    .isZero();
            assertThat(isPlanted(thrown))
                    .as("tree %d of seed %d threw %s", tree, seed, thrown)
                    .isTrue();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            checkpoint();
        }
    }

    private static boolean isPlanted(@Nullable Throwable thrown) {
        return switch (thrown) {
            case null -> true;
            case Planted _ -> true;
            case TaskGroupFailed failed ->
                isPlanted(failed.getCause()) && failed.failures().stream().allMatch(task -> isPlanted(task.getCause()));
            default -> false;
        };
    }

    private void grow(Random random, CancelScope outer, int depth) {
        TaskGroup.run(group -> {
            var tasks = 1 + random.nextInt(4);
            for (var task = 0; task < tasks; task++) {
                var own = new Random(random.nextLong());
                var handle = group.fork(AsyncOptions.defaults().withoutSite(), () -> live(own, group, outer, depth));
                if (own.nextInt(8) == 0) {
                    handle.cancel("one alone");
                }
            }
            act(random, group, outer);
        });
    }

    private void live(Random random, TaskGroup group, CancelScope outer, int depth) throws InterruptedException {
        inside.incrementAndGet();
        try {
            var steps = 1 + random.nextInt(4);
            for (var step = 0; step < steps; step++) {
                if (depth > 0 && random.nextInt(3) == 0) {
                    grow(new Random(random.nextLong()), outer, depth - 1);
                } else {
                    act(random, group, outer);
                }
            }
        } finally {
            if (random.nextBoolean()) {
                CancelScope.shielded(Duration.ofSeconds(10), () -> {
                    await(CompletableFuture.runAsync(() -> {}));
                    return 1;
                });
            }
            inside.decrementAndGet();
        }
    }

    private void act(Random random, TaskGroup group, CancelScope outer) throws InterruptedException {
        switch (random.nextInt(14)) {
            case 0 -> throw new Planted();
            case 1 -> group.cancel("at random");
            case 2 -> outer.cancel("at random");
            case 3 -> CancelScope.moveOnAfter(Duration.ofMillis(1), () -> await(new CompletableFuture<>()));
            case 4 -> CancelScope.create().deadlineAfter(Duration.ofMillis(1)).run(() -> new CountDownLatch(1).await());
            case 5 -> group.fork(() -> checkpoint());
            case 6, 7, 8 -> await(CompletableFuture.runAsync(() -> {}));
            default -> checkpoint();
        }
    }
}
