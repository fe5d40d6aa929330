package dev.weft.vertx.internal.pg;

import dev.weft.awaitlet.Cancelled;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.ParameterMismatch;
import dev.weft.engine.Result;
import dev.weft.engine.spi.StatementCall;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.internal.command.ExtendedQueryCommand;

/** One statement: prepared if it is not yet, run, and its rows read. */
final class Execution extends Operation<Result> {
    private final Statements statements;
    private final StatementCall call;
    private boolean keys;
    private boolean ranAgain;
    private final RowsRead read;

    Execution(Session session, Statements statements, StatementCall call) {
        super(session);
        this.statements = statements;
        this.call = call;
        this.read = new RowsRead(session);
    }

    /** Starts it; on the loop. */
    void start() {
        if (session().broken()) {
            fail(PgFailures.closed(session(), call));
            return;
        }
        try {
            var entry = statements.cache().entry(call);
            keys = entry.sql().keys();
            entry.check(call.sql(), call.parameters().size());
            run(entry, Parameters.of(call.parameters()));
        } catch (UnboundValue unbound) {
            fail(PgFailures.own(session(), call, unbound.told(), UnboundValue.SQL_STATE));
        } catch (ParameterMismatch | FeatureRefused refused) {
            fail(refused);
        }
    }

    private void run(StatementCache.Entry entry, Parameters parameters) {
        var prepared = entry.find(parameters.types());
        if (prepared == null) {
            statements.prepare(entry, parameters.types(), made -> execute(made, parameters), this::failed);
        } else {
            execute(prepared, parameters);
        }
    }

    private void execute(Prepared prepared, Parameters parameters) {
        var reason = cancelReason();
        if (reason != null) {
            fail(new Cancelled(reason));
            return;
        }
        var command = ExtendedQueryCommand.createQuery(
                prepared.statement().sql(),
                null,
                prepared.statement(),
                parameters.values(),
                call.maxRows(),
                null,
                false,
                false,
                RowsRead.by(prepared.readers()),
                read);
        statements.send(command, (_, failure) -> {
            if (failure == null) {
                finished(prepared);
            } else {
                failed(failure);
            }
        });
    }

    private void finished(Prepared prepared) {
        var failure = read.unreadable();
        if (failure != null) {
            fail(PgFailures.unreadable(session(), call, failure));
        } else {
            succeed(result(prepared));
        }
    }

    private Result result(Prepared prepared) {
        if (!prepared.returnsRows()) {
            return Result.ofCount(read.count());
        }
        var result = Result.of(prepared.columns(), read.rows());
        return keys ? Result.ofCount(read.count(), result) : result;
    }

    private void failed(Throwable reason) {
        var failure = statements.cause(reason);
        if (failure instanceof PgException told && isStale(told)) {
            statements.cache().forget(call);
            if (!session().wire().inTransaction() && !ranAgain && cancelReason() == null) {
                ranAgain = true;
                start();
                return;
            }
        }
        fail(PgFailures.of(session(), call, failure));
    }

    /**
     * Whether the server does not have the statement as it was prepared: its tables were changed, or all was dropped.
     */
    static boolean isStale(PgException told) {
        return switch (told.getSqlState()) {
            case "26000" -> true;
            case "0A000" -> "cached plan must not change result type".equals(told.getErrorMessage());
            default -> false;
        };
    }
}
