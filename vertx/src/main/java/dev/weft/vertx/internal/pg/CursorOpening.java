package dev.weft.vertx.internal.pg;

import dev.weft.awaitlet.Cancelled;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.ParameterMismatch;
import dev.weft.engine.spi.DriverCursor;
import dev.weft.engine.spi.StatementCall;
import io.vertx.pgclient.PgException;

/**
 * The opening of a cursor: the statement is run as far as its first rows, in a portal.
 *
 * <p>A portal lives in a transaction; where there is none, one is begun for it.
 */
final class CursorOpening extends Operation<DriverCursor> {
    private final Statements statements;
    private final StatementCall call;
    private final int fetchSize;

    CursorOpening(Session session, Statements statements, StatementCall call, int fetchSize) {
        super(session);
        this.statements = statements;
        this.call = call;
        this.fetchSize = fetchSize;
    }

    /** Starts it; on the loop. */
    void start() {
        if (session().broken()) {
            fail(PgFailures.closed(session(), call));
            return;
        }
        try {
            var entry = statements.cache().entry(call);
            entry.check(call.sql(), call.parameters().size());
            var parameters = Parameters.of(call.parameters());
            var own = !session().wire().inTransaction() && !statements.beginPending();
            if (own) {
                statements.beginWithNextStatement(BeginSql.PLAIN);
            }
            var prepared = entry.find(parameters.types());
            if (prepared == null) {
                statements.prepare(
                        entry, parameters.types(), made -> run(made, parameters, own), failure -> failed(failure, own));
            } else {
                run(prepared, parameters, own);
            }
        } catch (Unsent unsent) {
            fail(PgFailures.own(session(), call, unsent.told(), unsent.sqlState()));
        } catch (ParameterMismatch | FeatureRefused refused) {
            fail(refused);
        }
    }

    private void run(Prepared prepared, Parameters parameters, boolean own) {
        var reason = cancelReason();
        if (reason != null) {
            failed(new Cancelled(reason), own);
            return;
        }
        var cursor = new NativeCursor(session(), statements, call, prepared, own);
        cursor.open(parameters.values(), fetchSize, failure -> {
            if (failure == null) {
                succeed(cursor);
            } else {
                failed(failure, own);
            }
        });
    }

    private void failed(Throwable reason, boolean own) {
        var failure = statements.cause(reason);
        if (failure instanceof PgException told && Execution.isStale(told)) {
            statements.cache().forget(call);
        }
        var error = failure instanceof Cancelled ? failure : PgFailures.of(session(), call, failure);
        if (!own || session().broken()) {
            fail(error);
            return;
        }
        statements.run("ROLLBACK", new NoRows(session()), (_, second) -> {
            if (second != null) {
                error.addSuppressed(second);
            }
            fail(error);
        });
    }
}
