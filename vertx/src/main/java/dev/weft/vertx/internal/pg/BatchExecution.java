package dev.weft.vertx.internal.pg;

import dev.weft.awaitlet.Cancelled;
import dev.weft.engine.BatchFailed;
import dev.weft.engine.BatchOutcome;
import dev.weft.engine.ConnectionLost;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.ParameterMismatch;
import dev.weft.engine.spi.StatementCall;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.internal.TupleInternal;
import io.vertx.sqlclient.internal.command.ExtendedQueryCommand;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement for many sets of parameters: those of one kind go to the server in one go.
 *
 * <p>All are undone together if one of them fails; where they are of several kinds and there is no transaction, in one
 * that is begun for them.
 */
final class BatchExecution extends Operation<List<Long>> {
    private static final String UNWANTED_ROWS = "0100E";

    private final Statements statements;
    private final StatementCall call;
    private final List<? extends List<? extends @Nullable Object>> sets;
    private final List<Long> counts = new ArrayList<>();
    private boolean ownTransaction;

    BatchExecution(
            Session session, Statements statements, String sql, List<? extends List<? extends @Nullable Object>> sets) {
        super(session);
        this.statements = statements;
        this.call = StatementCall.of(sql, List.of());
        this.sets = sets;
    }

    /** Starts it; on the loop. */
    void start() {
        if (session().broken()) {
            fail(PgFailures.closed(session(), call));
            return;
        }
        try {
            var entry = statements.cache().entry(call);
            var parameters = new ArrayList<Parameters>(sets.size());
            for (var set : sets) {
                entry.check(call.sql(), set.size());
                parameters.add(Parameters.of(set));
            }
            run(entry, parameters);
        } catch (Unsent unsent) {
            fail(PgFailures.own(session(), call, unsent.told(), unsent.sqlState()));
        } catch (ParameterMismatch | FeatureRefused refused) {
            fail(refused);
        }
    }

    /** Runs those at the front that agree in the types of their parameters, and then the rest. */
    private void run(StatementCache.Entry entry, List<Parameters> parameters) {
        var types = parameters.getFirst().types();
        var end = 1;
        for (; end < parameters.size(); end++) {
            var both = parameters.get(end).typesWith(types);
            if (both == null) {
                break;
            }
            types = both;
        }
        var front = parameters.subList(0, end);
        var rest = parameters.subList(end, parameters.size());
        if (!rest.isEmpty() && !session().wire().inTransaction() && !statements.beginPending()) {
            ownTransaction = true;
            statements.beginWithNextStatement(BeginSql.PLAIN);
        }
        var prepared = entry.find(types);
        if (prepared == null) {
            statements.prepare(entry, types, made -> execute(entry, made, front, rest), this::failed);
        } else {
            execute(entry, prepared, front, rest);
        }
    }

    private void execute(StatementCache.Entry entry, Prepared prepared, List<Parameters> front, List<Parameters> rest) {
        var reason = cancelReason();
        if (reason != null) {
            end(new Cancelled(reason));
            return;
        }
        if (prepared.returnsRows()) {
            end(PgFailures.own(session(), call, "A result was returned when none was expected.", UNWANTED_ROWS));
            return;
        }
        var tuples = new ArrayList<TupleInternal>(front.size());
        front.forEach(each -> tuples.add(each.values()));
        statements.send(command(prepared, tuples), (_, failure) -> {
            if (failure != null) {
                failed(failure);
            } else if (rest.isEmpty()) {
                succeed();
            } else {
                run(entry, rest);
            }
        });
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the client takes its own tuples by their public type
    private ExtendedQueryCommand<?> command(Prepared prepared, List<TupleInternal> tuples) {
        var results = new Counted<Object>(session()) {
            @Override
            void result(long count, @Nullable Object rows, @Nullable Throwable failure) {
                counts.add(count);
            }
        };
        return ExtendedQueryCommand.createBatch(
                prepared.statement().sql(),
                null,
                prepared.statement(),
                (List) tuples,
                false,
                NoRows.COLLECTOR,
                results);
    }

    private void failed(Throwable reason) {
        var failure = statements.cause(reason);
        if (failure instanceof PgException told && Execution.isStale(told)) {
            statements.cache().forget(call);
        }
        var error = PgFailures.of(session(), call, failure);
        end(new BatchFailed(error, outcomes(error)));
    }

    private void succeed() {
        if (!ownTransaction) {
            succeed(List.copyOf(counts));
            return;
        }
        statements.run("COMMIT", new NoRows(session()), (_, failure) -> {
            if (failure == null) {
                succeed(List.copyOf(counts));
            } else {
                var error = PgFailures.of(session(), call, statements.cause(failure));
                fail(new BatchFailed(error, Collections.nCopies(sets.size(), new BatchOutcome.Failed(error))));
            }
        });
    }

    private void end(Throwable reason) {
        if (!ownTransaction || session().broken()) {
            fail(reason);
            return;
        }
        statements.forgetBegin(); // if nothing was sent
        if (!session().wire().inTransaction()) {
            fail(reason);
            return;
        }
        statements.run("ROLLBACK", new NoRows(session()), (_, second) -> {
            if (second != null) {
                reason.addSuppressed(second);
            }
            fail(reason);
        });
    }

    private List<BatchOutcome> outcomes(DatabaseError error) {
        if (error instanceof ConnectionLost) {
            return Collections.nCopies(sets.size(), new BatchOutcome.Unknown());
        }
        var outcomes = new ArrayList<BatchOutcome>(sets.size());
        counts.forEach(count -> outcomes.add(new BatchOutcome.Done(count)));
        outcomes.add(new BatchOutcome.Failed(error));
        while (outcomes.size() < sets.size()) {
            outcomes.add(new BatchOutcome.NotRun());
        }
        return outcomes;
    }
}
