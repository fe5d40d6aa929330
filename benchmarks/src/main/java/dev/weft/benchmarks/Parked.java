package dev.weft.benchmarks;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** How much of the heap awaitlets take that wait, beside plain virtual threads that wait for the same future. */
final class Parked {
    private static final int STEADY = 3; // after so many collections the heap has settled

    private Parked() {}

    /** The bytes of heap that each of many awaitlets takes while it awaits a future. */
    static double bytesPerAwaitlet(int many) {
        return bytesEach(many, gate -> async(() -> await(gate)));
    }

    /** The same for virtual threads that join it, each with a future of its result. */
    static double bytesPerVirtualThread(int many) {
        return bytesEach(many, gate -> {
            var result = new FutureTask<>(gate::join);
            Thread.startVirtualThread(result);
            return result;
        });
    }

    private static double bytesEach(int many, Function<CompletableFuture<Integer>, Future<Integer>> start) {
        var before = usedHeap();
        var gate = new CompletableFuture<Integer>();
        var waiting = new ArrayList<Future<Integer>>(many);
        for (var i = 0; i < many; i++) {
            waiting.add(start.apply(gate));
        }
        while (gate.getNumberOfDependents() < many) {
            Thread.onSpinWait();
        }
        var after = usedHeap();
        gate.complete(1);
        waiting.forEach(Parked::end);
        return (after - before) / (double) many;
    }

    private static void end(Future<Integer> one) {
        try {
            one.get();
        } catch (Exception failure) {
            throw new IllegalStateException("The future was completed, but " + one + " failed.", failure);
        }
    }

    @SuppressWarnings("ExplicitGC") // what is no longer in use must not be counted
    private static long usedHeap() {
        for (var i = 0; i < STEADY; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** The rows of both. */
    static String report(int many) {
        var lines = List.of(
                row("virtual threads that join", many, bytesPerVirtualThread(many)),
                row("awaitlets that await", many, bytesPerAwaitlet(many)));
        return String.join("", lines);
    }

    private static String row(String who, int many, double bytes) {
        return String.format(Locale.ROOT, "%,d %s: %.0f MB, %.0f bytes each%n", many, who, many * bytes / 1e6, bytes);
    }
}
