package dev.weft.vertx.internal.pg;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.Result;
import dev.weft.engine.spi.DriverPipeline;
import dev.weft.engine.spi.StatementCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Statements that share the wire: what has been started goes out in one write.
 *
 * <p>One that the server has not prepared yet waits for that, and those behind it with it: it is prepared only behind
 * the statements before it, as if they had run one by one. Confined to the loop.
 */
final class NativePipeline implements DriverPipeline {
    private final Session session;
    private final Statements statements;
    private final ArrayDeque<Piece> unsent = new ArrayDeque<>();
    private final Set<Piece> open = new HashSet<>();
    private boolean preparing;
    private boolean pumpDue;
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
            stopQuietly(reason);
            if (unsent.contains(this)) {
                fail(new Cancelled(reason)); // the pump passes it over
            }
        }

        @Override
        void onEnd() {
            open.remove(this);
            settle();
        }
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
        if (!pumpDue) {
            pumpDue = true;
            session.next(this::pump);
        }
    }

    private void pump() {
        pumpDue = false;
        statements.gather();
        try {
            while (!preparing && !unsent.isEmpty()) {
                var first = unsent.peek();
                if (first.ended()) {
                    unsent.remove();
                } else if (first.advance(this::prepared)) {
                    unsent.remove();
                } else {
                    preparing = true;
                }
            }
        } finally {
            statements.flush();
        }
    }

    private void prepared() {
        preparing = false;
        pump();
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
            piece.cancelNow(reason);
        }
        if (!open.isEmpty()) {
            cancel = new ServerCancel(session, open::isEmpty, this::settle);
            cancel.start();
        }
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
