package dev.weft.engine.internal.hosted;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.CancelReason.Kind;
import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.Cancelled;
import dev.weft.engine.CommitOutcomeUnknown;
import dev.weft.engine.internal.face.JdbcIo;
import dev.weft.engine.internal.sql.SqlFailures;
import dev.weft.engine.spi.DriverSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one connection to its driver: where they are made, how they are cancelled, and what a cancel leaves of
 * the connection and its cursors.
 *
 * <p>Used for one call at a time; only {@link #abort} and {@link #broken} are called from anywhere.
 */
final class DriverCalls {
    private static final Hosting HERE = new Hosting.InAwaitlet();
    private static final CancelReason ABORTED = new CancelReason(Kind.ABANDONED, "its connection was cut off");
    private static final long LONG_STEP_NANOS = 500_000;

    private final Connection jdbc;
    private final Hosting hosting;
    private final Dialect dialect;
    private final DriverSettings settings;
    private final @Nullable FetchedRows fetchedRows; // of pgjdbc, which keeps in memory what it is not made to ask for
    private final List<HostedCursor> cursors = new ArrayList<>();
    private volatile boolean broken;
    private volatile boolean suspect; // something failed since a transaction was known to be well
    private volatile boolean aborted;
    private volatile @Nullable CancelRequest running;
    private volatile boolean lastStepWasLong;
    private final Runnable cutOff = this::abort; // one for all calls

    DriverCalls(Connection jdbc, Hosting hosting, Dialect dialect, DriverSettings settings) {
        this.jdbc = jdbc;
        this.hosting = hosting;
        this.dialect = dialect;
        this.settings = settings;
        this.fetchedRows = dialect.name().equals("postgresql") ? new FetchedRows(jdbc) : null;
    }

    /**
     * A piece of work on the driver's own connection; it names the statement it runs, so that this can be cancelled.
     */
    @FunctionalInterface
    interface DriverCall<T extends @Nullable Object> {
        T on(CancelRequest cancel) throws SQLException;
    }

    /**
     * Makes a call where this driver's calls are made, in the current awaitlet.
     *
     * @throws Cancelled if the scope was cancelled, before or during the call
     */
    <T extends @Nullable Object> T call(@Nullable Statement target, DriverCall<T> call) throws SQLException {
        return call(hosting, target, call);
    }

    /**
     * Makes a call that is mostly short, such as the step of a cursor, in the current awaitlet itself; but where calls
     * are made elsewhere if the last one was long, because native code holds the carrier thread while it runs.
     */
    <T extends @Nullable Object> T step(@Nullable Statement target, DriverCall<T> call) throws SQLException {
        var start = System.nanoTime();
        try {
            return call(lastStepWasLong ? hosting : HERE, target, call);
        } finally {
            lastStepWasLong = System.nanoTime() - start > LONG_STEP_NANOS;
        }
    }

    /**
     * Tells whether the driver prepares and closes statements by itself, and tells the database when it next runs one.
     */
    boolean keepsStatements() {
        return fetchedRows != null;
    }

    int rowsAtATime(ResultSet rows) throws SQLException {
        return fetchedRows == null ? 0 : fetchedRows.atATime(rows);
    }

    /** Makes a call that the driver answers from its memory, so that there is nothing to wait for or to stop. */
    <T extends @Nullable Object> T inMemory(JdbcIo.SqlCall<T> call) throws SQLException {
        try {
            return call.call();
        } catch (Throwable thrown) {
            var failure = Rethrow.ofTalk(thrown);
            broken |= failure instanceof SQLException told && SqlFailures.isDisconnect(told);
            suspect = true;
            throw Rethrow.asSqlOrUnchecked(failure);
        }
    }

    private <T extends @Nullable Object> T call(Hosting where, @Nullable Statement target, DriverCall<T> call)
            throws SQLException {
        return call(
                where,
                new CancelRequest(
                        target == null ? null : cancelOf(target), settings.time(), settings.cancelTimeout(), cutOff),
                call);
    }

    /** A cancel that stops nothing, but limits the time that is left: for what has to be done in any case. */
    private CancelRequest patience() {
        return new CancelRequest(null, settings.time(), settings.closeTimeout(), cutOff);
    }

    /**
     * Commits. A cancel that comes before keeps the commit from being made; one that comes while it is under way leaves
     * it {@code closeTimeout} for its answer, which counts as if there had been no cancel.
     *
     * @throws Cancelled if nothing was sent
     * @throws CommitOutcomeUnknown if the connection was lost or cut off before the answer
     */
    void commit(JdbcIo.SqlAction action) throws SQLException {
        var cancel = patience();
        var begun = new AtomicBoolean();
        try {
            this.<@Nullable Object>call(hosting, cancel, _ -> {
                begun.set(true);
                action.run();
                return null;
            });
        } catch (SQLException | Cancelled failure) {
            if (begun.get() && broken) {
                throw new CommitOutcomeUnknown(settings.engine(), failure);
            }
            throw answer(failure, begun.get());
        }
    }

    /**
     * Makes a call that a cancelled scope must not keep from being made, such as one that frees something. It is not
     * stopped, but has {@code closeTimeout} left once the scope is cancelled; then the connection is cut off.
     */
    void release(JdbcIo.SqlAction action) throws SQLException {
        var begun = new AtomicBoolean();
        DriverCall<@Nullable Object> call = _ -> {
            begun.set(true);
            action.run();
            return null;
        };
        try {
            call(hosting, patience(), call);
        } catch (Cancelled cancelled) {
            if (begun.get()) {
                throw answer(cancelled, true);
            }
            var late = patience();
            late.start(cancelled.reason());
            try {
                shielded(() -> call(hosting, late, call));
            } catch (Cancelled again) {
                throw answer(again, true);
            }
        }
    }

    /** What a call has failed with, where a cancel stopped nothing; an interrupt has. */
    private static SQLException answer(Exception failure, boolean begun) {
        if (begun
                && failure instanceof Cancelled cancelled
                && cancelled.reason().kind() != Kind.INTERRUPTED) {
            for (var told : failure.getSuppressed()) {
                if (told instanceof SQLException answer) {
                    return answer;
                }
            }
        }
        return Rethrow.asSqlOrUnchecked(failure);
    }

    /**
     * The end of an open transaction. MariaDB's driver leaves its own out while it has not yet read from the server
     * that there is a transaction, and with rows on the wire it may not have; a statement is always sent.
     */
    JdbcIo.SqlAction ending(String sql, JdbcIo.SqlAction byDriver) {
        return Streaming.of(dialect).sharesConnection()
                ? byDriver
                : () -> {
                    try (var statement = jdbc.createStatement()) {
                        statement.execute(sql);
                    }
                };
    }

    private <T extends @Nullable Object> T call(Hosting where, CancelRequest cancel, DriverCall<T> call)
            throws SQLException {
        running = cancel;
        if (aborted) {
            cancel.start(ABORTED);
        }
        T value;
        try {
            value = where.run(cancel::start, () -> call.on(cancel));
        } catch (Throwable thrown) {
            var failure = dialect.onWorkers() ? thrown : Rethrow.ofTalk(thrown);
            broken |= failure instanceof SQLException told && SqlFailures.isDisconnect(told);
            suspect = dialect.name().equals("postgresql");
            var interrupted = broken && Thread.currentThread().isInterrupted() && where.suffersFromInterrupts();
            if (interrupted) {
                stopOrphan(cancel);
            }
            var reason = finish(cancel);
            if (reason == null) {
                if (interrupted) {
                    throwCancel(failure);
                }
                throw Rethrow.asSqlOrUnchecked(failure);
            }
            var cancelled = new Cancelled(reason);
            cancelled.addSuppressed(failure);
            var refusal = cancel.refusal();
            if (refusal != null) {
                cancelled.addSuppressed(refusal);
            }
            throw cancelled;
        }
        var _ = finish(cancel);
        return value;
    }

    /** Stops on the server what foreign code has interrupted here: that has cost the connection. */
    private void stopOrphan(CancelRequest cancel) {
        try {
            var target = dialect.name().equals("postgresql") ? ConnectionCancel.ofClosed(jdbc) : cancel.target();
            if (target != null) {
                OrphanedStatement.stop(settings.engine(), target, settings.cancelTimeout());
            }
        } catch (SQLException unknownDriver) {
            cancel.refused(unknownDriver);
        }
    }

    /** An interrupt has cancelled the scope by now, unless the call was shielded from that. */
    private static void throwCancel(Throwable failure) {
        try {
            Awaitlets.checkpointIfCancelled();
        } catch (Cancelled cancelled) {
            cancelled.addSuppressed(failure);
            throw cancelled;
        }
    }

    /**
     * What cancels a statement, as often as it takes. One of pgjdbc passes on its first cancel only, and if the server
     * gets that before it runs the statement, nothing comes of it.
     */
    CancelRequest.Target cancelOf(Statement statement) {
        return dialect.name().equals("postgresql")
                ? () -> ConnectionCancel.of(jdbc).cancel()
                : statement::cancel;
    }

    /**
     * Ends a call by the quiet-wire rule: if it was being cancelled, only when that has come to its end too. Answers
     * why, or null.
     */
    private @Nullable CancelReason finish(CancelRequest cancel) {
        running = null;
        if (cancel.endUnlessSending()) {
            return null;
        }
        if (broken) { // no statement comes after it, so nothing waits for a request that may get no answer
            return cancel.reason();
        }
        // Shielded, because what is cancelled is the call: an interrupt now would cost the connection.
        CancelScope.create().shield(true).run(() -> {
            cancel.awaitSent();
            if (cancel.target() != null) {
                closeInterrupted();
                settle();
            }
        });
        return cancel.reason();
    }

    /** Lets a cancel that came too late for its statement hit a statement of our own instead of the next one. */
    private void settle() {
        var probe = dialect.settleSql();
        if (probe == null || broken) {
            return;
        }
        var limit = settings.time().schedule(settings.cancelTimeout().toNanos(), cutOff);
        try (var statement = jdbc.createStatement()) {
            try {
                statement.execute(probe);
            } catch (SQLException hit) {
                statement.execute(probe);
            }
        } catch (SQLException lost) {
            broken = true;
        } finally {
            limit.cancel();
        }
    }

    /** Closes the cursors that a cancel of any statement reaches, or that would be in the way of what settles it. */
    private void closeInterrupted() {
        var how = Streaming.of(dialect).endedByCancel();
        if (how == null || broken) {
            return;
        }
        for (var cursor : List.copyOf(cursors)) {
            try {
                cursor.closeNow(how, false);
            } catch (SQLException lost) {
                broken = true;
            }
        }
    }

    /** Makes a call that a cancelled scope must not keep from being made. */
    static void shielded(JdbcIo.SqlAction action) throws SQLException {
        try {
            CancelScope.create().shield(true).run(action::run);
        } catch (Throwable failure) {
            throw Rethrow.asSqlOrUnchecked(failure);
        }
    }

    /** A cursor that a cancel may have to close. */
    void opened(HostedCursor cursor) {
        cursors.add(cursor);
    }

    void forget(HostedCursor cursor) {
        cursors.remove(cursor);
    }

    long nanoTime() {
        return settings.time().nanoTime();
    }

    String engine() {
        return settings.engine();
    }

    boolean broken() {
        return broken;
    }

    boolean suspect() {
        return suspect;
    }

    /** The transaction is known to be well. */
    void trusted() {
        suspect = false;
    }

    /** From now on, no call of this connection is to be trusted. */
    void lost() {
        broken = true;
    }

    /** Cuts the connection off; what runs ends, without being waited for. */
    void abort() {
        broken = true;
        aborted = true;
        var underWay = running;
        if (underWay != null) {
            underWay.start(ABORTED); // native code notices no closed socket
        }
        Thread.ofVirtual().name("weft-abort").start(() -> {
            try {
                jdbc.abort(Runnable::run);
            } catch (SQLException beyondHelp) {
                System.getLogger("dev.weft.engine")
                        .log(
                                System.Logger.Level.DEBUG,
                                settings.engine() + ": a connection would not abort",
                                beyondHelp);
            }
        });
    }
}
