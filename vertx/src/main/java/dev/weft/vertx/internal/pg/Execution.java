package dev.weft.vertx.internal.pg;

import dev.weft.awaitlet.Cancelled;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.ParameterMismatch;
import dev.weft.engine.Result;
import dev.weft.engine.spi.StatementCall;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.internal.command.ExtendedQueryCommand;
import org.jspecify.annotations.Nullable;

/** One statement: prepared if it is not yet, run, and its rows read. */
class Execution extends Operation<Result> {
    private final Statements statements;
    private final StatementCall call;
    private StatementCache.@Nullable Entry entry;
    private @Nullable Parameters parameters;
    private @Nullable Prepared prepared;
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
        advance(() -> {
            if (!ended()) {
                advance(() -> {});
            }
        });
    }

    /**
     * Sends it as far as it can be.
     *
     * @param ready called when the server has prepared it, or that has failed, if it had to be prepared first
     * @return false if it has to be
     */
    final boolean advance(Runnable ready) {
        if (session().broken()) {
            fail(PgFailures.closed(session(), call));
            return true;
        }
        var reason = cancelReason();
        if (reason != null) {
            fail(new Cancelled(reason));
            return true;
        }
        try {
            return sent(ready);
        } catch (Unsent unsent) {
            fail(PgFailures.own(session(), call, unsent.told(), unsent.sqlState()));
        } catch (ParameterMismatch | FeatureRefused refused) {
            fail(refused);
        }
        return true;
    }

    private boolean sent(Runnable ready) throws Unsent {
        var text = entry == null ? statements.cache().entry(call) : entry;
        if (entry == null) {
            entry = text;
            text.check(call.sql(), call.parameters().size());
        }
        var values = parameters == null ? Parameters.of(call.parameters()) : parameters;
        parameters = values;
        var known = prepared == null ? text.find(values.types()) : prepared;
        if (known != null) {
            execute(known, values, text.sql().keys());
            return true;
        }
        statements.prepare(
                text,
                values.types(),
                made -> {
                    prepared = made;
                    ready.run();
                },
                failure -> {
                    failed(failure);
                    ready.run();
                });
        return false;
    }

    private void execute(Prepared prepared, Parameters parameters, boolean keys) {
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
                finished(prepared, keys);
            } else {
                failed(failure);
            }
        });
    }

    private void finished(Prepared prepared, boolean keys) {
        var failure = read.unreadable();
        if (failure != null) {
            fail(PgFailures.unreadable(session(), call, failure));
        } else {
            succeed(result(prepared, keys));
        }
    }

    private Result result(Prepared prepared, boolean keys) {
        if (!prepared.returnsRows()) {
            return Result.ofCount(read.count());
        }
        var result = Result.of(prepared.columns(), read.rows());
        return keys ? Result.ofCount(read.count(), result) : result;
    }

    /** Whether nothing was sent behind it that would then run before it. */
    boolean mayRunAgain() {
        return true;
    }

    private void failed(Throwable reason) {
        var failure = statements.cause(reason);
        if (failure instanceof PgException told && isStale(told)) {
            statements.cache().forget(call);
            if (mayRunAgain() && !session().wire().inTransaction() && !ranAgain && cancelReason() == null) {
                ranAgain = true;
                entry = null;
                parameters = null;
                prepared = null;
                start();
                return;
            }
        }
        fail(error(failure));
    }

    StatementCall call() {
        return call;
    }

    /** What its failure is to its caller. */
    DatabaseError error(Throwable failure) {
        return PgFailures.of(session(), call, failure);
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
