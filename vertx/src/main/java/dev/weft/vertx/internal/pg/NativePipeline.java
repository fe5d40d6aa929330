package dev.weft.vertx.internal.pg;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.Result;
import dev.weft.engine.spi.DriverPipeline;
import dev.weft.engine.spi.StatementCall;
import io.vertx.pgclient.PgException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Statements that share the wire: what has been started goes out in one write.
 *
 * <ul>
 *   <li>One that the server has not prepared yet waits for that, and those behind it with it: it is prepared only
 *       behind the statements before it, as if they had run one by one.
 *   <li>Outside a transaction one is sent when the one before has been answered: a cancel hits whatever the server
 *       runs, which could be the next. Inside one it may: the cancel of one aborts the transaction for all behind it.
 *   <li>One is stopped on the server when all before it have been answered, and nothing is sent until the request has
 *       ended.
 * </ul>
 *
 * <p>Confined to the loop.
 */
final class NativePipeline implements DriverPipeline {
    private static final String CANCELED = "57014";
    private static final String BY_REQUEST = "canceling statement due to user request";
    private static final String ABORTED_TRANSACTION = "25P02";

    private final Session session;
    private final Statements statements;
    private final ArrayDeque<Piece> unsent = new ArrayDeque<>();
    private final ArrayDeque<Piece> sent = new ArrayDeque<>();
    private final Set<Piece> open = new HashSet<>();
    private boolean preparing;
    private boolean pumpDue;
    private boolean inTransaction;
    private boolean mayHitNext; // a cancel has been asked for since what is sent went out
    private @Nullable CancelReason stopped;
    private @Nullable ServerCancel cancel;
    private @Nullable WorkFuture<@Nullable Void> ending;

    NativePipeline(Session session, Statements statements) {
        this.session = session;
        this.statements = statements;
    }

    /** One statement of the pipeline. */
    private final class Piece extends Execution {
        Piece(StatementCall call) {
            super(session, statements, call);
        }

        @Override
        boolean mayRunAgain() {
            return false;
        }

        @Override
        void cancelNow(CancelReason reason) {
            if (ended()) {
                return;
            }
            if (onWire(this)) {
                stopQuietly(reason);
                stopFirst();
            } else {
                fail(new Cancelled(reason)); // the pump passes it over
            }
        }

        /** What was hit by a cancel that its neighbour had outrun is told what it is to all behind that: aborted. */
        @Override
        DatabaseError error(Throwable failure) {
            var strayed = cancelReason() == null
                    && failure instanceof PgException told
                    && CANCELED.equals(told.getSqlState())
                    && BY_REQUEST.equals(told.getErrorMessage())
                    && mayHitNext;
            return strayed
                    ? PgFailures.own(
                            session,
                            call(),
                            "ERROR: current transaction is aborted: a statement before this one was cancelled",
                            ABORTED_TRANSACTION)
                    : super.error(failure);
        }

        @Override
        void onEnd() {
            open.remove(this);
            sent.remove(this);
            resume();
            settle();
        }
    }

    private boolean onWire(Piece piece) {
        return sent.contains(piece) || (preparing && unsent.peek() == piece);
    }

    @Override
    public WorkFuture<Result> execute(StatementCall call) {
        var piece = new Piece(call);
        piece.on(() -> add(piece));
        return piece;
    }

    private void add(Piece piece) {
        open.add(piece);
        var reason = stopped;
        if (reason != null) {
            piece.fail(new Cancelled(reason));
            return;
        }
        unsent.add(piece);
        pumpSoon();
    }

    private void pumpSoon() {
        if (!pumpDue) {
            pumpDue = true;
            session.next(this::pump);
        }
    }

    private void pump() {
        pumpDue = false;
        statements.gather();
        try {
            while (!unsent.isEmpty() && maySend()) {
                var first = unsent.peek();
                if (first.ended()) {
                    unsent.remove();
                } else if (first.advance(this::prepared)) {
                    unsent.remove();
                    if (!first.ended()) {
                        sent.add(first);
                    }
                } else {
                    preparing = true;
                }
            }
        } finally {
            statements.flush();
        }
    }

    private boolean maySend() {
        if (preparing || cancel != null) {
            return false;
        }
        if (sent.isEmpty()) {
            mayHitNext = false;
            inTransaction = statements.beginPending() || session.wire().inTransaction();
            return true;
        }
        return inTransaction;
    }

    private void prepared() {
        preparing = false;
        var first = unsent.peek();
        var reason = first == null ? null : first.cancelReason();
        if (first != null && reason != null) {
            first.fail(new Cancelled(reason)); // before the pump, which waits for its cancel to end
        }
        pump();
    }

    /** Goes on behind an end, once no cancel request is under way that could hit what is sent. */
    private void resume() {
        if (cancel != null && cancel.quiet() && cancel.over()) {
            cancel = null;
        }
        if (stopped == null) {
            stopFirst();
        } else {
            stopAll();
        }
        if (!unsent.isEmpty()) {
            pumpSoon();
        }
    }

    /** Stops on the server what it runs now, if that is cancelled. */
    private void stopFirst() {
        var first = sent.isEmpty() ? (preparing ? unsent.peek() : null) : sent.peek();
        if (cancel == null && first != null && first.cancelReason() != null && !first.ended()) {
            start(new ServerCancel(session, first::ended, this::quiet));
        }
    }

    /** Stops on the server whatever it runs, until nothing is left. */
    private void stopAll() {
        if (cancel == null && !open.isEmpty()) {
            start(new ServerCancel(session, open::isEmpty, this::quiet));
        }
    }

    private void start(ServerCancel request) {
        cancel = request;
        mayHitNext = true;
        request.start();
    }

    private void quiet() {
        resume();
        settle();
    }

    @Override
    public void cancel(CancelReason reason) {
        session.onLoop(() -> cancelNow(reason));
    }

    private void cancelNow(CancelReason reason) {
        if (stopped != null) {
            return;
        }
        stopped = reason;
        for (var piece : new ArrayList<>(open)) {
            if (onWire(piece)) {
                piece.stopQuietly(reason);
            } else {
                piece.fail(new Cancelled(reason));
            }
        }
        stopAll();
    }

    private void settle() {
        var end = ending;
        if (end != null && open.isEmpty() && (cancel == null || cancel.quiet())) {
            end.complete(null);
        }
    }

    @Override
    public WorkFuture<@Nullable Void> end() {
        var end = new WorkFuture<@Nullable Void>(this::cancel);
        var onLoop = session.onLoop(() -> {
            ending = end;
            settle();
        });
        if (!onLoop) {
            end.complete(null);
        }
        return end;
    }
}
