package dev.weft.torture;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.spi.ContextCarrier;
import dev.weft.engine.AsyncEngine;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * each of very many tasks has a tag in a scoped value and in a thread-local, sees its own at every step and in
 * its children, and leaves nothing of it behind.
 */
final class Contexts implements Goal {
    private static final int MANY = 50_000;
    private static final int FEW = 3_000;
    private static final int AT_A_TIME = 1_000;
    private static final int ASKS_EVERY = 5;
    private static final int CONNECTIONS = 8;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String NONE = "none";

    private static final ScopedValue<String> REQUEST = ScopedValue.newInstance();
    private static final ThreadLocal<String> TAG = ThreadLocal.withInitial(() -> NONE);

    private final AsyncOptions carrying;

    Contexts() {
        this(AsyncOptions.defaults()
                .carrying(ContextCarrier.of(REQUEST))
                .carrying(ContextCarrier.of(TAG::get, TAG::set)));
    }

    /** @param carrying what carries both; what must be found is planted here */
    Contexts(AsyncOptions carrying) {
        this.carrying = carrying;
    }

    @Override
    public String id() {
        return "R-25";
    }

    @Override
    public String title() {
        return "each task has its own context";
    }

    @Override
    public Measured run(Rig rig) throws Exception {
        var engine = rig.engine("R-25", options -> options.withPoolSize(CONNECTIONS));
        var wrong = new ConcurrentLinkedQueue<String>();
        var least = rig.budget().of(MANY, FEW);
        var end = rig.budget().full() ? rig.budget().end() : System.nanoTime();
        var tasks = 0;
        while (tasks < least || System.nanoTime() - end < 0) {
            var batch = new CompletableFuture<?>[AT_A_TIME];
            for (var i = 0; i < AT_A_TIME; i++) {
                var tag = "task " + (tasks + i);
                var asks = i % ASKS_EVERY == 0;
                batch[i] = tagged(tag, () -> async(carrying, () -> task(engine, tag, asks, wrong)));
            }
            Crew.wait(CompletableFuture.allOf(batch), LONGEST);
            tasks += AT_A_TIME;
            rig.tell("%,d tasks".formatted(tasks));
        }
        return Measured.of(
                Check.atLeast("tasks", least, tasks),
                Check.none("contexts that were not the task's own", wrong),
                Check.none("that bled into the next task", bled(engine)));
    }

    private static <T> T tagged(String tag, Callable<T> body) throws Exception {
        var before = TAG.get();
        TAG.set(tag);
        try {
            return ScopedValue.where(REQUEST, tag).call(body::call);
        } finally {
            TAG.set(before);
        }
    }

    private static String seen() {
        return TAG.get() + ", " + (REQUEST.isBound() ? REQUEST.get() : NONE);
    }

    private Void task(AsyncEngine engine, String tag, boolean asks, Queue<String> wrong) throws Exception {
        check(tag, "at its start", seen(), wrong);
        if (asks) {
            var answer = await(engine.begin(connection -> {
                check(tag, "in its block", seen(), wrong);
                return connection.scalar(String.class, "select cast(? as text)", tag);
            }));
            check(tag, "from the server", answer.orElse(NONE) + ", " + answer.orElse(NONE), wrong);
        } else {
            await(CompletableFuture.runAsync(() -> {}));
        }
        check(tag, "after an await", seen(), wrong);
        check(tag, "in a child", await(async(carrying, Contexts::seen)), wrong);
        TAG.set("left by " + tag);
        await(CompletableFuture.runAsync(() -> {}));
        compare("left by " + tag + ", " + tag, "after it set its own", seen(), wrong);
        return null;
    }

    private static void check(String tag, String when, String seen, Queue<String> wrong) {
        compare(tag + ", " + tag, when, seen, wrong);
    }

    private static void compare(String own, String when, String seen, Queue<String> wrong) {
        if (!seen.equals(own)) {
            wrong.add(when + " \"" + seen + "\" instead of \"" + own + "\"");
        }
    }

    /** What tasks see that have no tag, after all the others. */
    private static Queue<String> bled(AsyncEngine engine) throws Exception {
        var found = new ConcurrentLinkedQueue<String>();
        var tasks = Stream.generate(() -> async(() -> {
                    check(NONE, "at its start", seen(), found);
                    await(engine.begin(connection -> {
                        check(NONE, "in its block", seen(), found);
                        return connection.execute("select 1");
                    }));
                    check(NONE, "after an await", seen(), found);
                }))
                .limit(100)
                .toArray(CompletableFuture[]::new);
        Crew.wait(CompletableFuture.allOf(tasks), LONGEST);
        return found;
    }
}
