package dev.weft.engine.internal;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.Result;
import dev.weft.engine.ResultClosed;
import dev.weft.engine.ResultInUse;
import dev.weft.engine.Row;
import dev.weft.engine.spi.DriverCursor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A query whose rows are being read: the rows that were fetched and not yet read, and what fetches more.
 *
 * <ul>
 *   <li>More is fetched only when fewer rows are there than are asked for; less than a fetch of rows is left over.
 *   <li>The driver's cursor is closed in the operation that met the end of the rows.
 *   <li>A fetch is an operation of the connection. What can be answered without one is answered at once, unless an
 *       earlier read still waits.
 *   <li>Once {@link #refuse refused}, new reads fail; a read that was the last one still gets its rows.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
final class OpenCursor {
    private static final CancelReason ABANDONED =
            new CancelReason(CancelReason.Kind.ABANDONED, "its result was closed");

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Row> fetched = new ArrayDeque<>(); // guarded by lock
    private int waiting; // guarded by lock; reads that are queued
    private boolean subscribed; // guarded by lock
    private boolean released; // guarded by lock; the driver's cursor is closed, or being closed
    private boolean exhausted; // guarded by lock; all rows have been fetched
    private @Nullable ResultClosed refusal; // guarded by lock; why nothing can be read any more

    private final AtomicReference<@Nullable WorkFuture<@Nullable Void>> closing = new AtomicReference<>();
    private final EngineConnection connection;
    private final DriverCursor driver;
    private final int fetchSize;
    private volatile @Nullable Fill running;

    OpenCursor(EngineConnection connection, DriverCursor driver, int fetchSize) {
        this.connection = connection;
        this.driver = driver;
        this.fetchSize = fetchSize;
        this.exhausted = driver.exhausted();
    }

    List<String> columns() {
        return driver.columns();
    }

    boolean sharesConnection() {
        return driver.sharesConnection();
    }

    boolean isClosed() {
        return refusal() != null;
    }

    private @Nullable ResultClosed refusal() {
        lock.lock();
        try {
            return refusal;
        } finally {
            lock.unlock();
        }
    }

    /** Makes every further read fail; the first to say why is believed. */
    void refuse(String how, @Nullable StackTraceElement site) {
        var closed = new ResultClosed(how, site);
        lock.lock();
        try {
            refusal = refusal == null ? closed : refusal;
        } finally {
            lock.unlock();
        }
    }

    /** Reads rows for the owner of the connection. */
    WorkFuture<List<Row>> read(int rows) {
        return ask(rows, false);
    }

    /** Reads the last rows that anybody asks for, and closes. */
    WorkFuture<List<Row>> readLast(int rows, String method) {
        var asked = ask(rows, true);
        refuse(method + " has read it", UserCalls.innermost());
        return asked;
    }

    private WorkFuture<List<Row>> ask(int rows, boolean last) {
        lock.lock();
        try {
            if (refusal != null) {
                return WorkFuture.failedWork(refusal);
            }
            if (subscribed) {
                return WorkFuture.failedWork(new ResultInUse());
            }
            var answer = last ? null : takeNow(rows);
            if (answer != null) {
                return WorkFuture.completedWork(answer);
            }
            waiting++;
        } finally {
            lock.unlock();
        }
        var asked = connection.owned("fetch", new Fill(rows, last ? Purpose.TAKE_LAST : Purpose.TAKE)::start);
        var _ = asked.whenComplete((value, failure) -> {
            lock.lock();
            try {
                waiting--;
            } finally {
                lock.unlock();
            }
        });
        return asked;
    }

    /** Gives all rows to one subscriber; answers whether it may have them. */
    boolean subscribe() {
        lock.lock();
        try {
            var first = !subscribed;
            subscribed = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the caller's task read, or throws that another task has the connection. */
    void enter() {
        connection.enter();
    }

    /**
     * Tells whether a subscriber has had all rows.
     *
     * @throws ResultClosed if this was closed otherwise
     */
    boolean drained() {
        lock.lock();
        try {
            if (refusal != null) {
                throw refusal;
            }
            return exhausted && fetched.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What a subscriber can have at once: so many rows, or those that are left; null if they are to be fetched first.
     *
     * @throws ResultClosed if this was closed otherwise
     */
    @Nullable
    List<Row> poll(int rows) {
        lock.lock();
        try {
            if (refusal != null) {
                throw refusal;
            }
            return takeNow(rows);
        } finally {
            lock.unlock();
        }
    }

    /** Fetches until a subscriber can have so many rows. */
    WorkFuture<List<Row>> fill(int rows) {
        return connection.queued("fetch", new Fill(rows, Purpose.LEAVE)::start);
    }

    /** Called with the lock held. */
    private @Nullable List<Row> takeNow(int rows) {
        return waiting == 0 && (exhausted || fetched.size() >= rows) ? take(rows) : null;
    }

    /** Called with the lock held. */
    private List<Row> take(int rows) {
        var taken = new ArrayList<Row>(Math.min(rows, fetched.size()));
        while (taken.size() < rows && !fetched.isEmpty()) {
            taken.add(fetched.remove());
        }
        return Collections.unmodifiableList(taken);
    }

    /** Closes for the user, who may be reading still. */
    CompletableFuture<Void> aclose() {
        refuse("it was closed", UserCalls.innermost());
        var closed = new WorkFuture<@Nullable Void>(abandoned -> {});
        var before = closing.compareAndExchange(null, closed);
        if (before != null) {
            return Completion.of(before.copy());
        }
        var reading = running;
        if (reading != null) {
            reading.requestCancel(ABANDONED);
        }
        var _ = connection
                .queued("close result", () -> WorkFuture.following(end("it was closed", null)))
                .whenComplete(closed::completeAs);
        return Completion.of(closed.copy());
    }

    /** Ends the query, as part of an operation of the connection. */
    CompletableFuture<@Nullable Void> end(String how, @Nullable StackTraceElement site) {
        refuse(how, site);
        lock.lock();
        try {
            fetched.clear();
        } finally {
            lock.unlock();
        }
        return release() ? driver.close() : WorkFuture.completedWork(null);
    }

    /** The connection is gone, and the query with it. */
    void lost(String how, @Nullable StackTraceElement site) {
        refuse(how, site);
        var _ = release();
    }

    /** Tells whether the driver's cursor is still to be closed; the caller does that, or knows it is closed. */
    private boolean release() {
        lock.lock();
        try {
            if (released) {
                return false;
            }
            released = true;
        } finally {
            lock.unlock();
        }
        connection.cursors().remove(this);
        return true;
    }

    /** What becomes of the rows of a fill. */
    private enum Purpose {
        TAKE,
        TAKE_LAST,
        LEAVE
    }

    /** One operation of the connection: as many fetches as it takes to have so many rows. */
    private final class Fill extends WorkFuture<List<Row>> {
        private final int rows;
        private final Purpose purpose;
        private volatile @Nullable CancelReason stopped;
        private volatile @Nullable WorkFuture<Result> fetch;

        Fill(int rows, Purpose purpose) {
            this.rows = rows;
            this.purpose = purpose;
        }

        @Override
        protected void stop(CancelReason reason) {
            stopped = reason;
            var under = fetch;
            if (under != null) {
                under.requestCancel(reason);
            }
        }

        Fill start() {
            running = this;
            goOn();
            return this;
        }

        private void goOn() {
            try {
                while (!enough()) {
                    var next = driver.fetch(fetchSize);
                    fetch = next;
                    var reason = stopped;
                    if (reason != null) {
                        next.requestCancel(reason);
                    }
                    if (!next.isDone()) {
                        var _ = next.whenComplete(this::arrived);
                        return;
                    }
                    add(next.join());
                }
                deliver();
            } catch (Throwable failure) {
                fail(failure);
            }
        }

        private void arrived(@Nullable Result batch, @Nullable Throwable failure) {
            if (batch == null) {
                fail(failure == null ? new IllegalStateException("a fetch answered nothing") : failure);
            } else {
                add(batch);
                goOn();
            }
        }

        private boolean enough() {
            lock.lock();
            try {
                if (exhausted || fetched.size() >= rows) {
                    return true;
                }
                if (released && refusal != null) {
                    throw refusal;
                }
                return false;
            } finally {
                lock.unlock();
            }
        }

        private void add(Result batch) {
            lock.lock();
            try {
                fetched.addAll(batch.rows());
                exhausted = driver.exhausted();
            } finally {
                lock.unlock();
            }
        }

        private void deliver() {
            if ((purpose == Purpose.TAKE_LAST || driver.exhausted()) && release()) {
                var _ = driver.close().whenComplete((nothing, failure) -> {
                    if (failure == null) {
                        answer();
                    } else {
                        fail(failure);
                    }
                });
            } else {
                answer();
            }
        }

        private void answer() {
            running = null;
            List<Row> answer;
            lock.lock();
            try {
                answer = purpose == Purpose.LEAVE ? List.of() : take(rows);
                if (purpose == Purpose.TAKE_LAST) {
                    fetched.clear();
                }
            } finally {
                lock.unlock();
            }
            complete(answer);
        }

        private void fail(Throwable failure) {
            running = null;
            var cause = WorkFuture.cause(failure);
            refuse(cause instanceof Cancelled ? "reading it was cancelled" : "reading it failed", null);
            var _ = release(); // the driver has closed a cursor whose fetch failed
            lock.lock();
            try {
                fetched.clear();
            } finally {
                lock.unlock();
            }
            completeExceptionally(cause);
        }
    }
}
