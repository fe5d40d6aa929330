package dev.weft.awaitlet;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A guard that finds out when two tasks use something that one at a time may use, such as the reading half of a socket;
 * after anyio's guard of that name.
 *
 * <ul>
 *   <li>The second user is refused at once; nobody waits. To let it wait, use a {@link TaskLock}.
 *   <li>Its use is no checkpoint, and works on any thread.
 *   <li>It can be made before any thread, loop or awaitlet exists.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class ResourceGuard {
    private final AtomicReference<@Nullable Object> user = new AtomicReference<>(); // an awaitlet or a thread
    private final String use;

    private ResourceGuard(String use) {
        this.use = use;
    }

    /**
     * A guard of something that nobody uses yet.
     *
     * @param use what its users do, for the message of {@link BusyResource}, such as {@code "reading from the socket"}
     * @return a new guard
     */
    public static ResourceGuard create(String use) {
        return new ResourceGuard(use);
    }

    /**
     * Claims the thing for the length of a block: {@code try (var _ = guard.hold()) { ... }}.
     *
     * @return what ends the claim when it is closed
     * @throws BusyResource if somebody uses it now, be it the same task (ER-205)
     */
    public Held hold() {
        var me = currentUser();
        var other = user.compareAndExchange(null, me);
        if (other != null) {
            throw new BusyResource(
                    shown(other) + " is " + use + " already, so " + shown(me) + " cannot.",
                    "Let one task at a time do that, or take turns with a TaskLock.");
        }
        return new Held(() -> user.set(null));
    }

    /**
     * Runs a body that uses the thing.
     *
     * @param body what to run; its failure is thrown as it is
     * @throws BusyResource if somebody uses it now, be it the same task (ER-205)
     */
    public void run(Action body) {
        Held.during(hold(), body);
    }

    /**
     * Runs a body that uses the thing, and answers its result.
     *
     * @param body what to run; its failure is thrown as it is
     * @param <T> the type of its result
     * @return the body's result
     * @throws BusyResource if somebody uses it now, be it the same task (ER-205)
     */
    public <T extends @Nullable Object> T call(Callable<T> body) {
        return Held.during(hold(), body);
    }

    /**
     * What goes on at this guard now.
     *
     * @return a picture of one moment
     */
    public Statistics statistics() {
        var now = user.get();
        return new Statistics(now != null, now instanceof Awaitlet awaitlet ? awaitlet : null);
    }

    /**
     * What goes on at a guard at one moment.
     *
     * @param busy whether somebody uses the thing
     * @param user the awaitlet that uses it; null if nobody does, or a thread that is no awaitlet
     */
    public record Statistics(boolean busy, @Nullable Awaitlet user) {}

    @Override
    public String toString() {
        var now = user.get();
        return "ResourceGuard[" + use + ", " + (now == null ? "idle" : "user=" + shown(now)) + "]";
    }

    private static Object currentUser() {
        var task = AwaitletTask.currentOrNull();
        return task == null ? Thread.currentThread() : task;
    }

    private static String shown(Object user) {
        return user instanceof Thread thread ? "thread \"" + thread.getName() + "\"" : user.toString();
    }
}
