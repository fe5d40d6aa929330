package dev.weft.awaitlet;

import dev.weft.awaitlet.CancelReason.Kind;
import dev.weft.awaitlet.spi.WorkFuture;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A block of code that starts tasks and ends when all of them have ended; after anyio's task group.
 *
 * <ul>
 *   <li>A task is an awaitlet. It may start others in the same group, and groups of its own.
 *   <li>The first failure, of a task or of the block, cancels the rest. When all have ended, it leaves the block: that
 *       of the block itself and an {@link Error} as they are, that of a task as {@link TaskGroupFailed}. Later failures
 *       are suppressed exceptions of it, each with the name of its task.
 *   <li>A group has a {@link #scope() cancel scope}, inside of which its tasks run. A cancel from outside reaches them;
 *       the block still waits for their end. A cancel of the group itself ends with it, silently.
 * </ul>
 *
 * <p>{@link #run} and {@link #call} are the usual form: their body is inside the group's scope too. With {@link #open},
 * for try-with-resources, the code of the block is not: a failing task cancels the others, and the block learns of it
 * from {@link #join}.
 *
 * <pre>{@code
 * try (var group = TaskGroup.open()) {
 *     var user = group.fork(() -> await(findUser(id)));
 *     var orders = group.fork(() -> await(findOrders(id)));
 *     group.join();
 *     return new Page(user.value(), orders.value());
 * }
 * }</pre>
 *
 * <p>Tasks may be started, and the group cancelled, from any thread; the block belongs to the awaitlet that opened it.
 */
public final class TaskGroup implements AutoCloseable {
    private final AwaitletTask host;
    private final @Nullable TaskGroup outer;
    private final CancelScope scope = CancelScope.create();
    private final TaskLedger ledger = new TaskLedger();
    private final Set<AwaitletTask> tasks = ConcurrentHashMap.newKeySet();
    private boolean ended; // touched by the host only

    /** A block of code without a result that starts tasks. */
    @FunctionalInterface
    public interface Block {
        /**
         * Runs the block.
         *
         * @param group the group in which it may start tasks
         * @throws Exception whatever the block throws
         */
        void run(TaskGroup group) throws Exception;
    }

    /**
     * A block of code that starts tasks.
     *
     * @param <T> the type of its result
     */
    @FunctionalInterface
    public interface Body<T extends @Nullable Object> {
        /**
         * Runs the block.
         *
         * @param group the group in which it may start tasks
         * @return its result
         * @throws Exception whatever the block throws
         */
        T call(TaskGroup group) throws Exception;
    }

    /**
     * The body of a task that tells when it is ready.
     *
     * @param <S> the type of the value it tells
     * @param <T> the type of its result
     */
    @FunctionalInterface
    public interface StartingBody<S extends @Nullable Object, T extends @Nullable Object> {
        /**
         * Runs the task.
         *
         * @param ready to be signalled once
         * @return the task's result
         * @throws Exception whatever the task throws
         */
        T call(Readiness<S> ready) throws Exception;
    }

    private TaskGroup(AwaitletTask host) {
        this.host = host;
        this.outer = host.group();
    }

    /**
     * Runs a block that starts tasks, and returns when it and all tasks have ended. If the group is cancelled by
     * itself, it returns like that, too.
     *
     * @param block what to run
     * @throws TaskGroupFailed if a task failed (ER-209); a failure of the block, or an error, is thrown as it is
     * @throws Cancelled if a scope around the group is cancelled (ER-204)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public static void run(Block block) {
        var _ = new TaskGroup(AwaitletTask.require("TaskGroup")).<@Nullable Void>enclose(group -> {
            block.run(group);
            return null;
        });
    }

    /**
     * Runs a block that starts tasks, and answers its result when it and all tasks have ended.
     *
     * @param body what to run
     * @param <T> the type of its result
     * @return the result
     * @throws TaskGroupFailed if a task failed (ER-209); a failure of the block, or an error, is thrown as it is
     * @throws TaskCancelled if the block was cut short by a cancel of this very group, so that there is no result
     *     (ER-210)
     * @throws Cancelled if a scope around the group is cancelled (ER-204)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public static <T extends @Nullable Object> T call(Body<T> body) {
        var ending = new TaskGroup(AwaitletTask.require("TaskGroup")).enclose(body);
        if (ending.absorbed() != null) {
            throw new TaskCancelled("block of the group", ending.absorbed());
        }
        return ending.value();
    }

    /**
     * Opens a group for try-with-resources. To wait for the tasks is the last thing to be done in it, by {@link #join}.
     *
     * @return the group, to be closed by the same awaitlet
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public static TaskGroup open() {
        var group = new TaskGroup(AwaitletTask.require("TaskGroup"));
        group.scope.around(group.host);
        group.host.group(group);
        return group;
    }

    /**
     * Starts a task in this group, with the context carriers and the clock of the code that starts it.
     *
     * @param body the task
     * @param <T> the type of its result
     * @return its handle, at once
     * @throws ScopeMisuse if this group is closed (ER-201)
     */
    public <T extends @Nullable Object> TaskHandle<T> fork(Callable<T> body) {
        return fork(options(), body);
    }

    /**
     * Starts a task without a result in this group, with the context carriers and the clock of the code that starts it.
     *
     * @param body the task
     * @return its handle, at once
     * @throws ScopeMisuse if this group is closed (ER-201)
     */
    public TaskHandle<@Nullable Void> fork(Action body) {
        return fork(options(), body);
    }

    /**
     * Starts a task with a name in this group.
     *
     * @param name its name, for failures, logs and thread dumps
     * @param body the task
     * @param <T> the type of its result
     * @return its handle, at once
     * @throws ScopeMisuse if this group is closed (ER-201)
     */
    public <T extends @Nullable Object> TaskHandle<T> fork(String name, Callable<T> body) {
        return fork(options().named(name), body);
    }

    /**
     * Starts a task without a result with a name in this group.
     *
     * @param name its name, for failures, logs and thread dumps
     * @param body the task
     * @return its handle, at once
     * @throws ScopeMisuse if this group is closed (ER-201)
     */
    public TaskHandle<@Nullable Void> fork(String name, Action body) {
        return fork(options().named(name), body);
    }

    /**
     * Starts a task without a result in this group, as the options say.
     *
     * @param options its name, its context carriers and so on
     * @param body the task
     * @return its handle, at once
     * @throws ScopeMisuse if this group is closed (ER-201)
     */
    public TaskHandle<@Nullable Void> fork(AsyncOptions options, Action body) {
        return fork(options, body.asCallable());
    }

    /**
     * Starts a task in this group, as the options say.
     *
     * @param options its name, its context carriers and so on
     * @param body the task
     * @param <T> the type of its result
     * @return its handle, at once
     * @throws ScopeMisuse if this group is closed (ER-201)
     */
    public <T extends @Nullable Object> TaskHandle<T> fork(AsyncOptions options, Callable<T> body) {
        var task = new AwaitletTask(options, Awaitlets.siteFor(options), scope);
        var handle = new TaskHandle<T>(task);
        var _ = launch(task, body, (value, failure) -> {
            ended(task, handle, outcome(task, value, failure));
        });
        return handle;
    }

    /**
     * Starts a task in this group, and waits until it tells that it is ready. Until then it belongs to the code that
     * starts it: a cancel of that code's scope cancels it, and a failure is that code's. From then on it is the
     * group's.
     *
     * @param body the task; it has to signal its readiness once
     * @param <S> the type of what it signals
     * @param <T> the type of its result
     * @return what it signalled, and its handle
     * @throws ReadinessMisuse if it ended without having signalled (ER-212); a failure before is thrown as it is
     * @throws Cancelled if the current scope is cancelled before it is ready (ER-204)
     * @throws ScopeMisuse if this group is closed (ER-201)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public <S extends @Nullable Object, T extends @Nullable Object> StartedTask<S, T> start(StartingBody<S, T> body) {
        return start(options(), body);
    }

    /**
     * Starts a task in this group as the options say, and waits until it tells that it is ready; as
     * {@link #start(StartingBody)}.
     *
     * @param options its name, its context carriers and so on
     * @param body the task; it has to signal its readiness once
     * @param <S> the type of what it signals
     * @param <T> the type of its result
     * @return what it signalled, and its handle
     * @throws ReadinessMisuse if it ended without having signalled (ER-212); a failure before is thrown as it is
     * @throws Cancelled if the current scope is cancelled before it is ready (ER-204)
     * @throws ScopeMisuse if this group is closed (ER-201)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public <S extends @Nullable Object, T extends @Nullable Object> StartedTask<S, T> start(
            AsyncOptions options, StartingBody<S, T> body) {
        var starter = AwaitletTask.require("TaskGroup.start");
        var task = new AwaitletTask(options, Awaitlets.siteFor(options), starter.innermost());
        var handle = new TaskHandle<T>(task);
        var ready = new Readiness<S>(scope);
        ready.of(task);
        var _ = launch(task, () -> body.call(ready), (value, failure) -> {
            var outcome = outcome(task, value, failure);
            if (ready.never(whyNotReady(outcome, starter, handle))) {
                handle.ended().complete(outcome); // nobody has the handle, and the failure is the starter's
            } else {
                ended(task, handle, outcome);
            }
        });
        return new StartedTask<>(starter.awaitBrought(ready.signalled()), handle);
    }

    /** Starts a task that the group cancels and waits for, but whose failure is its future's alone. */
    <T extends @Nullable Object> WorkFuture<T> startAlone(AsyncOptions options, Callable<T> body) {
        return launch(new AwaitletTask(options, Awaitlets.siteFor(options), scope), body, (_, _) -> {});
    }

    /** Starts a task that tells when it is ready; the rest as {@link #startAlone(AsyncOptions, Callable)}. */
    <S extends @Nullable Object, T extends @Nullable Object> WorkFuture<T> startAlone(
            AsyncOptions options, Readiness<S> ready, StartingBody<S, T> body) {
        var task = new AwaitletTask(options, Awaitlets.siteFor(options), scope);
        ready.of(task);
        return launch(
                task,
                () -> body.call(ready),
                (_, failure) -> ready.never(failure == null ? ReadinessMisuse.never(task.name()) : failure));
    }

    /**
     * Cancels everything in this group, once; later calls change nothing.
     *
     * @param message why, for the errors and logs that tell of it
     */
    public void cancel(String message) {
        scope.cancel(message);
    }

    /**
     * The scope inside of which the tasks of this group run.
     *
     * @return the scope, to be cancelled, shielded or given a deadline
     */
    public CancelScope scope() {
        return scope;
    }

    /**
     * How many tasks of this group have not ended.
     *
     * @return the number
     */
    public int running() {
        return ledger.running();
    }

    /**
     * Waits until all tasks have ended, and closes the group. Once the group is closed, it does nothing.
     *
     * @throws TaskGroupFailed if a task failed (ER-209); an error is thrown as it is
     * @throws Cancelled if a scope around the group is cancelled and a task was cut short by that (ER-204)
     * @throws ScopeMisuse if another awaitlet opened this group (ER-203), or a group further in is open (ER-202)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public void join() {
        requireHost("TaskGroup.join");
        if (ended) {
            return;
        }
        var innermost = host.group();
        if (innermost != null && innermost != this) {
            throw ScopeMisuse.wrongOrder(this, innermost);
        }
        awaitTasks();
        var failures = new GroupFailures();
        failures.collecting(() -> scope.leaveAround(host));
        conclude(failures, null);
    }

    /**
     * Closes a group that was {@link #open opened}. Tasks that still run, because the block failed or was left without
     * {@link #join}, are cancelled and awaited.
     *
     * @throws TaskGroupFailed if a task failed and no {@code join} has told so (ER-209)
     * @throws ScopeMisuse if tasks were running (ER-202), or another awaitlet opened this group (ER-203), which it then
     *     leaves as it is
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    @Override
    public void close() {
        requireHost("TaskGroup.close");
        var cut = !ended && running() > 0;
        if (cut) {
            scope.cancel(new CancelReason(Kind.GROUP, "it was closed"));
        }
        join();
        if (cut) {
            throw ScopeMisuse.notJoined(this);
        }
    }

    /** Cancels and awaits what is left of a group that nobody closed. */
    void abandon() {
        scope.cancel(new CancelReason(Kind.GROUP, "it was never closed"));
        awaitTasks();
    }

    private record Ending<T extends @Nullable Object>(
            T value, @Nullable Cancelled absorbed) {}

    private <T extends @Nullable Object> Ending<T> enclose(Body<T> body) {
        var failures = new GroupFailures();
        scope.enterIn(host);
        host.group(this);
        T value = Failures.absent();
        @Nullable Cancelled cancel = null;
        try {
            value = body.call(this);
        } catch (Throwable failure) {
            cancel = cancelIn(failure);
            if (cancel == null) {
                failures.ofBlock(failure, ledger.failures().isEmpty());
            }
            scope.cancel(new CancelReason(Kind.GROUP, cancel == null ? "its block failed" : "its block was cancelled"));
        }
        closeLeftOpen(failures);
        awaitTasks();
        failures.collecting(() -> scope.leaveIn(host));
        conclude(failures, cancel);
        return new Ending<>(value, cancel);
    }

    private @Nullable Cancelled cancelIn(Throwable failure) {
        var why = scope.pending();
        return why == null ? null : host.cancelIn(failure, why);
    }

    /** Closes the groups that the block has left open; that is a misuse. */
    private void closeLeftOpen(GroupFailures failures) {
        var open = host.group();
        if (open == null || open == this) {
            return;
        }
        for (var inner = open; inner != null && inner != this; inner = host.group()) {
            inner.abandon();
        }
        failures.misuse(ScopeMisuse.leftOpen(host, open));
    }

    /** Waits until no task runs, and closes the group. A cancel reaches the tasks; the wait goes on. */
    private void awaitTasks() {
        var closed = ledger.blockEnded();
        if (closed.isDone()) {
            Awaitlets.giveWay();
        } else {
            host.awaitEnd(closed);
        }
        host.group(outer);
        ended = true;
    }

    /** Throws what the group has to tell, after its end. */
    private void conclude(GroupFailures failures, @Nullable Cancelled cancel) {
        var told = failures.told(ledger.failures(), outside(cancel));
        if (told != null) {
            throw Failures.sneak(told);
        }
    }

    /** The cancel from outside that cut the block short, or a task. */
    private @Nullable Cancelled outside(@Nullable Cancelled cancel) {
        if (cancel != null && !absorbs()) {
            return cancel;
        }
        var why = host.pending();
        return why != null && ledger.wasCutShort() ? new Cancelled(why) : null;
    }

    /** Tells whether the cancel that ended the block was the group's own. */
    private boolean absorbs() {
        return scope.cancelCalled() && (scope.isShielded() || host.pending() == null);
    }

    private <T extends @Nullable Object> WorkFuture<T> launch(
            AwaitletTask task, Callable<T> body, BiConsumer<T, @Nullable Throwable> whenEnded) {
        var withContext = Carriers.around(task.options().carriers(), body);
        if (!ledger.enter()) {
            throw ScopeMisuse.closed(this);
        }
        tasks.add(task);
        var started = false;
        try {
            var future = task.start(withContext, (value, failure) -> {
                try {
                    whenEnded.accept(value, failure);
                } finally {
                    tasks.remove(task);
                    ledger.leave();
                }
            });
            started = true;
            return future;
        } finally {
            if (!started) {
                tasks.remove(task);
                ledger.leave();
            }
        }
    }

    private static <T extends @Nullable Object> TaskOutcome<T> outcome(
            AwaitletTask task, T value, @Nullable Throwable failure) {
        if (failure == null) {
            return new TaskOutcome.Finished<>(value);
        }
        return failure instanceof Cancelled cancel && task.root().pending() != null
                ? new TaskOutcome.Stopped<>(cancel)
                : new TaskOutcome.Failed<>(failure);
    }

    /** Notes how a task ended, before anybody learns of it: who does may fail with it, and must not be the first. */
    private <T extends @Nullable Object> void ended(AwaitletTask task, TaskHandle<T> handle, TaskOutcome<T> outcome) {
        var failure = outcome instanceof TaskOutcome.Failed<T>(var thrown) ? thrown : null;
        if (failure != null) {
            ledger.failed(new TaskFailed(task.name(), failure));
        } else if (outcome instanceof TaskOutcome.Stopped<T> && !task.root().cancelCalled()) {
            ledger.cutShort();
        }
        handle.ended().complete(outcome);
        if (failure != null) {
            scope.cancel(new CancelReason(Kind.GROUP, "task \"" + task.name() + "\" failed"));
        }
    }

    private static Throwable whyNotReady(TaskOutcome<?> outcome, AwaitletTask starter, TaskHandle<?> handle) {
        return switch (outcome) {
            case TaskOutcome.Failed<?>(var failure) -> failure;
            case TaskOutcome.Stopped<?>(var cancel) ->
                starter.pending() == null ? new TaskCancelled(handle.name(), cancel) : cancel;
            case TaskOutcome.Finished<?> _, TaskOutcome.Running<?> _ -> ReadinessMisuse.never(handle.name());
        };
    }

    private void requireHost(String operation) {
        var task = AwaitletTask.require(operation);
        if (task != host) {
            throw ScopeMisuse.foreignTask(this, host, task);
        }
    }

    private AsyncOptions options() {
        return AwaitletTask.currentOrNull() == null ? host.options().ofNested() : Awaitlets.inherited();
    }

    /** Lets the tasks look at their scopes again. Called from any thread. */
    void wakeTasks() {
        tasks.forEach(AwaitletTask::wakeAll);
    }

    @Nullable
    TaskGroup outer() {
        return outer;
    }

    Set<AwaitletTask> tasks() {
        return tasks;
    }

    AwaitletTask host() {
        return host;
    }

    @Override
    public String toString() {
        return "TaskGroup[" + running() + " running, of " + host + "]";
    }
}
