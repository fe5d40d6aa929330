package dev.weft.peers.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * What is put upon a client: so many tasks, each of which begins its next operation when its last has ended; or
 * operations that begin when they are due.
 */
final class Load {
    private static final long SEED = 42;
    private static final long PATIENCE_MINUTES = 10;

    private final Client client;

    Load(Client client) {
        this.client = client;
    }

    /** One operation. */
    CompletableFuture<Integer> first() {
        return start(1, done -> done == 0, new Latencies(1)).getFirst();
    }

    /** Tasks that go on for some time; a failure is the round's. */
    Round steady(int tasks, long millis) throws Exception {
        var latencies = new Latencies(tasks);
        try (var meter = new Meter()) {
            var quota = Task.Quota.until(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
            var all = start(tasks, quota, latencies);
            var done = 0L;
            for (var end : all) {
                done += within(end);
            }
            return meter.round(latencies.all(), done, tasks, 0);
        }
    }

    /**
     * Operations that begin at a rate, whether those before have ended or not. Each is timed from when it was due, so
     * that one that is late makes those behind it late too; a failure is the round's.
     */
    Round open(int perSecond, long millis) throws Exception {
        var operations = Math.toIntExact(Math.max(1, perSecond * millis / 1_000));
        var latencies = new Latencies(operations);
        var seeds = new SplittableRandom(SEED);
        var all = new ArrayList<CompletableFuture<Integer>>(operations);
        try (var meter = new Meter()) {
            var start = System.nanoTime();
            for (var number = 0; number < operations; number++) {
                var due = start + TimeUnit.SECONDS.toNanos(number) / perSecond;
                awaitTime(due);
                var task = Task.due(due, client.operation(), seeds.split(), latencies.of(number));
                client.tasks().execute(task);
                all.add(task.end());
            }
            for (var end : all) {
                var _ = within(end);
            }
            return meter.round(latencies.all(), operations, operations, 0);
        }
    }

    private static void awaitTime(long time) {
        for (var left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** As many operations at once, all over before the next begin, for some time: each such burst is one operation. */
    Round burst(int together, long millis) throws Exception {
        var latencies = new Latencies(1);
        try (var meter = new Meter()) {
            var until = Task.Quota.until(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
            var ignored = new Latencies(together);
            var bursts = 0;
            while (until.more(bursts)) {
                var began = System.nanoTime();
                for (var end : start(together, done -> done == 0, ignored)) {
                    var _ = within(end);
                }
                latencies.of(0).recordValue(System.nanoTime() - began);
                bursts++;
            }
            return meter.round(latencies.all(), bursts, together, 0);
        }
    }

    /** Many tasks at once that do a few operations each; those that fail are counted. */
    Round crowd(int tasks, int each) throws Exception {
        var latencies = new Latencies(tasks);
        try (var meter = new Meter()) {
            var all = start(tasks, done -> done < each, latencies);
            var failed = 0;
            for (var end : all) {
                try {
                    var _ = within(end);
                } catch (CompletionException | TimeoutException _) {
                    failed++; // what is asked is how many
                }
            }
            var took = latencies.all();
            return meter.round(took, took.getTotalCount(), tasks, failed);
        }
    }

    List<CompletableFuture<Integer>> start(int tasks, Task.Quota quota, Latencies latencies) {
        var seeds = new SplittableRandom(SEED);
        return IntStream.range(0, tasks)
                .mapToObj(number -> {
                    var task = new Task(client.operation(), quota, seeds.split(), latencies.of(number));
                    client.tasks().execute(task);
                    return task.end();
                })
                .toList();
    }

    private static int within(CompletableFuture<Integer> end) throws Exception {
        try {
            return end.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException failed) {
            throw new CompletionException(failed.getCause());
        }
    }
}
