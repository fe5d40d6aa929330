package dev.weft.benchmarks;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.TaskGroup;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How often an awaitlet gives up its carrier thread while it awaits.
 *
 * <p>To be run with one carrier thread: then a second virtual thread, which does nothing but count and yield, gets its
 * turn exactly when the first gives up the carrier.
 */
final class Switches {
    private static final int AWAITS = 10_000;

    private Switches() {}

    /**
     * Prints how often the carrier changed hands.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        var done = CompletableFuture.completedFuture(1);
        System.out.println(AWAITS + " awaits of a complete future: " + during(() -> await(done)) + " switches");
        System.out.println(AWAITS + " checkpoints: " + during(Awaitlets::checkpoint) + " switches");
        System.out.println(AWAITS + " groups without tasks: " + during(Switches::emptyGroup) + " switches");
        System.out.println(AWAITS + " awaits of a pending future: " + during(Switches::awaitPending) + " switches");
    }

    private static void emptyGroup() {
        TaskGroup.run(group -> {});
    }

    private static void awaitPending() {
        var pending = new CompletableFuture<Integer>();
        Thread.startVirtualThread(() -> pending.complete(1));
        await(pending);
    }

    @SuppressWarnings("ThreadPriorityCheck") // to let the other one have its turn is the point
    private static int during(Runnable await) {
        var over = new AtomicBoolean();
        var turns = new AtomicInteger();
        return async(() -> {
                    Thread.startVirtualThread(() -> {
                        while (!over.get()) {
                            turns.incrementAndGet();
                            Thread.yield();
                        }
                    });
                    var before = turns.get();
                    for (var i = 0; i < AWAITS; i++) {
                        await.run();
                    }
                    over.set(true);
                    return turns.get() - before;
                })
                .join();
    }
}
