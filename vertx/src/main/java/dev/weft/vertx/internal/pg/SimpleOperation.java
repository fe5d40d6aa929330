package dev.weft.vertx.internal.pg;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** One or more statements without parameters and rows, as the driver itself needs them. */
final class SimpleOperation<T extends @Nullable Object> extends Operation<T> {
    private final Statements statements;
    private final String sql;
    private final LongFunction<T> answer;

    /** @param answer what to answer from the last statement's count; it may throw the failure of the operation */
    SimpleOperation(Session session, Statements statements, String sql, LongFunction<T> answer) {
        super(session);
        this.statements = statements;
        this.sql = sql;
        this.answer = answer;
    }

    /** Starts it; on the loop. */
    void start() {
        var results = new NoRows(session());
        statements.run(sql, results, (_, failure) -> {
            if (failure != null) {
                fail(PgFailures.of(session(), null, statements.cause(failure)));
                return;
            }
            T value;
            try {
                value = answer.apply(results.count());
            } catch (RuntimeException refused) {
                fail(refused);
                return;
            }
            succeed(value);
        });
    }
}
