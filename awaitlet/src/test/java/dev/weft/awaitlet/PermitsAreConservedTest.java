package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Many awaitlets that acquire, release, cancel one another and resize at random, from a printed start value. */
class PermitsAreConservedTest {
    private static final int TASKS = 20;
    private static final int OPERATIONS = 100_000;

    private final long seed = new Random().nextLong();
    private final AtomicReferenceArray<CancelScope> scopes = new AtomicReferenceArray<>(TASKS);
    private final ConcurrentMap<Outcome, Integer> outcomes = new ConcurrentHashMap<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger mostInside = new AtomicInteger();

    private enum Outcome {
        HELD,
        CANCELLED,
        REFUSED,
        RESIZED
    }

    @AwaitletTest
    @Spec({"SC-20", "SC-21", "AT-83", "AT-85"})
    void theTokensOfALimiterSurviveCancelsAndResizes() {
        var most = 4;
        var limiter = CapacityLimiter.create(2);

        inEveryTask(
                (random, number) -> {
                    switch (random.nextInt(10)) {
                        case 0 -> {
                            limiter.resize(random.nextInt(most + 1));
                            count(Outcome.RESIZED);
                        }
                        case 1 -> nonWaiting(limiter.tryAcquire(), limiter::release);
                        default -> waiting(number, random, limiter::acquire, limiter::release);
                    }
                },
                () -> limiter.resize(most)); // so that a total of 0 lets nobody wait for ever

        limiter.resize(most);
        assertThat(limiter.statistics().borrowed())
                .as("borrowed, from %s", seed)
                .isZero();
        assertThat(limiter.statistics().waiting()).as("waiting, from %s", seed).isZero();
        assertThat(limiter.available()).as("available, from %s", seed).isEqualTo(most);
        assertThat(mostInside.get()).as("inside at once, from %s", seed).isBetween(1, most);
        everythingHappened(true);
    }

    @AwaitletTest
    @Spec({"SC-20", "SC-22", "AT-75", "AT-85"})
    void theOwnershipOfALockSurvivesCancels() {
        var lock = TaskLock.create();

        inEveryTask(
                (random, number) -> {
                    if (random.nextInt(10) == 0) {
                        nonWaiting(lock.tryAcquire(), lock::release);
                    } else {
                        waiting(number, random, lock::acquire, lock::release);
                    }
                },
                () -> {});

        assertThat(lock.statistics()).as("from %s", seed).isEqualTo(new TaskLock.Statistics(false, null, 0));
        assertThat(mostInside.get()).as("inside at once, from %s", seed).isEqualTo(1);
        everythingHappened(false);
    }

    @AwaitletTest
    @Spec({"SC-20", "SC-22", "AT-75", "AT-81"})
    void thePermitsOfASemaphoreSurviveCancels() {
        var semaphore = TaskSemaphore.create(3, 3);

        inEveryTask(
                (random, number) -> {
                    if (random.nextInt(10) == 0) {
                        nonWaiting(semaphore.tryAcquire(), semaphore::release);
                    } else {
                        waiting(number, random, semaphore::acquire, semaphore::release);
                    }
                },
                () -> {});

        assertThat(semaphore.statistics()).as("from %s", seed).isEqualTo(new TaskSemaphore.Statistics(3, 0));
        assertThat(mostInside.get()).as("inside at once, from %s", seed).isBetween(1, 3);
        everythingHappened(false);
    }

    @FunctionalInterface
    private interface Operation {
        void run(Random random, int task);
    }

    /** Runs the operations in many awaitlets, while a thread cancels them at random and opens what they closed. */
    private void inEveryTask(Operation operation, Runnable open) {
        System.out.println("PermitsAreConservedTest starts from " + seed);
        var tasks = new ArrayList<CompletableFuture<?>>();
        for (var task = 0; task < TASKS; task++) {
            var number = task;
            var random = new Random(seed + number);
            tasks.add(async(() -> {
                for (var count = 0; count < OPERATIONS / TASKS; count++) {
                    operation.run(random, number);
                }
            }));
        }
        var all = CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new));
        var chaos = CompletableFuture.runAsync(() -> harass(all, open), Thread.ofPlatform()::start);
        await(all);
        await(chaos);
    }

    /** On a thread of its own: an awaitlet that does nothing but yield may keep a single carrier for itself. */
    private void harass(CompletableFuture<?> all, Runnable open) {
        var random = new Random(seed - 1);
        while (!all.isDone()) {
            cancelOne(random);
            open.run();
            letOthersRun();
        }
    }

    private void cancelOne(Random random) {
        var scope = scopes.get(random.nextInt(TASKS));
        if (scope != null) {
            scope.cancel("at random");
        }
    }

    /** The manual form, in a scope that any other task may cancel at any time. */
    private void waiting(int number, Random random, Runnable acquire, Runnable release) {
        var scope = CancelScope.create();
        scopes.set(number, scope);
        scope.run(() -> {
            acquire.run();
            try {
                use(random);
            } finally {
                inside.decrementAndGet();
                release.run();
            }
        });
        count(scope.cancelledCaught() ? Outcome.CANCELLED : Outcome.HELD);
    }

    private void use(Random random) {
        mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
        if (random.nextInt(4) == 0) {
            cancelOne(random);
        }
        if (random.nextInt(4) == 0) {
            letOthersRun();
        }
        Awaitlets.checkpoint();
    }

    @SuppressWarnings("ThreadPriorityCheck") // makes more interleavings; nothing depends on it
    private static void letOthersRun() {
        Thread.yield();
    }

    private void nonWaiting(boolean taken, Runnable release) {
        if (taken) {
            mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
            inside.decrementAndGet();
            release.run();
        }
        count(taken ? Outcome.HELD : Outcome.REFUSED);
    }

    private void count(Outcome outcome) {
        var _ = outcomes.merge(outcome, 1, Integer::sum);
    }

    private void everythingHappened(boolean resized) {
        var sum = 0;
        for (var outcome : Outcome.values()) {
            var times = outcomes.getOrDefault(outcome, 0);
            sum += times;
            if (resized || outcome != Outcome.RESIZED) {
                assertThat(times).as("%s, from %s", outcome, seed).isPositive();
            }
        }
        assertThat(sum).isEqualTo(OPERATIONS);
    }
}
