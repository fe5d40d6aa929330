package dev.weft.vertx.internal.pg;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.Result;
import dev.weft.engine.ResultClosed;
import dev.weft.engine.spi.DriverCursor;
import dev.weft.engine.spi.StatementCall;
import io.vertx.sqlclient.internal.ArrayTuple;
import io.vertx.sqlclient.internal.command.CloseCursorCommand;
import io.vertx.sqlclient.internal.command.ExtendedQueryCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a portal: the first of them come with its opening.
 *
 * <p>Confined to the loop, but for what it answers without I/O.
 */
final class NativeCursor implements DriverCursor {
    private final Session session;
    private final Statements statements;
    private final StatementCall call;
    private final Prepared prepared;
    private final boolean ownTransaction;
    private final String portal = "weft_" + UUID.randomUUID();
    private List<List<@Nullable Object>> ready = List.of();
    private long count = -1;
    private long left;
    private boolean suspended;
    private @Nullable String closed;
    private volatile boolean exhausted;

    /** @param ownTransaction whether its transaction was begun for it, and ends with it */
    NativeCursor(
            Session session, Statements statements, StatementCall call, Prepared prepared, boolean ownTransaction) {
        this.session = session;
        this.statements = statements;
        this.call = call;
        this.prepared = prepared;
        this.ownTransaction = ownTransaction;
        this.left = call.maxRows() == 0 ? Long.MAX_VALUE : call.maxRows();
    }

    /** Opens the portal, and reads the first rows. */
    void open(ArrayTuple parameters, int fetchSize, Consumer<@Nullable Throwable> opened) {
        execute(parameters, (int) Math.min(fetchSize, left), false, failure -> {
            exhausted = failure == null && !prepared.returnsRows();
            opened.accept(failure);
        });
    }

    private void execute(ArrayTuple parameters, int most, boolean again, Consumer<@Nullable Throwable> done) {
        var read = new RowsRead(session);
        var command = ExtendedQueryCommand.createQuery(
                prepared.statement().sql(),
                null,
                prepared.statement(),
                parameters,
                most,
                portal,
                again,
                false,
                RowsRead.by(prepared.readers()),
                read);
        statements.send(command, (more, failure) -> {
            if (failure == null && read.unreadable() == null) {
                suspended = Boolean.TRUE.equals(more);
                count = read.count();
                left -= read.rows().size();
                ready = ready.isEmpty() ? read.rows() : joined(ready, read.rows());
            }
            done.accept(failure == null ? read.unreadable() : failure);
        });
    }

    private static List<List<@Nullable Object>> joined(
            List<List<@Nullable Object>> first, List<List<@Nullable Object>> second) {
        var both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    @Override
    public List<String> columns() {
        return prepared.columns();
    }

    @Override
    public boolean exhausted() {
        return exhausted;
    }

    @Override
    public boolean sharesConnection() {
        return !ownTransaction;
    }

    @Override
    public WorkFuture<Result> fetch(int max) {
        var fetch = new Operation<Result>(session);
        fetch.on(() -> start(fetch, max));
        return fetch;
    }

    private void start(Operation<Result> fetch, int max) {
        var how = closed;
        if (how != null) {
            fetch.fail(new ResultClosed(how, null));
            return;
        }
        if (!prepared.returnsRows()) {
            fetch.succeed(Result.ofCount(count));
            return;
        }
        var wanted = (int) Math.min(max - Math.min(max, ready.size()), left);
        if (wanted == 0 || !suspended) {
            fetch.succeed(next(max));
            return;
        }
        execute(new ArrayTuple(0), wanted, true, failure -> {
            if (failure == null) {
                fetch.succeed(next(max));
            } else {
                var error = PgFailures.of(session, call, failure);
                end("reading it failed", false, second -> {
                    if (second != null) {
                        error.addSuppressed(second);
                    }
                    fetch.fail(error);
                });
            }
        });
    }

    private Result next(int max) {
        var some = ready.size() <= max ? ready : ready.subList(0, max);
        ready = ready.size() <= max ? List.of() : new ArrayList<>(ready.subList(max, ready.size()));
        exhausted = ready.isEmpty() && (!suspended || left == 0);
        return Result.of(prepared.columns(), some);
    }

    @Override
    public WorkFuture<@Nullable Void> close() {
        var closing = new WorkFuture<@Nullable Void>(reason -> {});
        var onLoop = session.onLoop(() -> end("it was closed", true, failure -> {
            if (failure == null || session.broken()) {
                closing.complete(null);
            } else {
                closing.completeExceptionally(PgFailures.of(session, null, failure));
            }
        }));
        if (!onLoop) {
            closing.complete(null);
        }
        return closing;
    }

    /** Closes the portal, and ends a transaction of its own. */
    private void end(String how, boolean whole, Consumer<@Nullable Throwable> ended) {
        if (closed != null || session.broken()) {
            ended.accept(null);
            return;
        }
        closed = how;
        ready = List.of();
        if (ownTransaction) {
            // which ends the portal too
            var end = whole && !session.wire().inFailedTransaction() ? "COMMIT" : "ROLLBACK";
            statements.run(end, new NoRows(session), (_, failure) -> ended.accept(failure));
        } else if (suspended && session.wire().inTransaction()) {
            statements.send(
                    new CloseCursorCommand(portal, prepared.statement()), (_, failure) -> ended.accept(failure));
        } else {
            ended.accept(null);
        }
    }
}
