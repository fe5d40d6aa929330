package dev.weft.tck.vertx;

import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.AsyncTransaction;
import dev.weft.engine.ExecutionOptions;
import dev.weft.engine.IsolationLevel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A script in its course: the connection it runs on, another beside it, and the transactions it has begun. */
final class Talk implements AutoCloseable {
    private final AsyncConnection connection;
    private final AsyncConnection other;
    private final ArrayDeque<AsyncTransaction> begun = new ArrayDeque<>();
    private final How how;

    /** What stands around each statement of a script. */
    enum How {
        /** Nothing: the first statement begins a transaction, and the script ends it. */
        AS_IT_IS,
        /** A transaction of its own, by the server. */
        AUTOCOMMIT,
        /** A savepoint in one transaction: released after it, or rolled back to if it fails. */
        IN_SAVEPOINTS,
        /** A transaction of its own, committed, or rolled back if it fails. */
        COMMITTED
    }

    Talk(AsyncEngine engine, How how) {
        this.connection = engine.connect();
        this.other = engine.connect();
        this.how = how;
        if (how == How.AUTOCOMMIT) {
            autocommit();
        }
    }

    AsyncConnection connection() {
        return connection;
    }

    AsyncConnection other() {
        return other;
    }

    void autocommit() {
        await(connection.rollback());
        await(connection.withOptions(ExecutionOptions.defaults().withIsolation(IsolationLevel.AUTOCOMMIT)));
    }

    void begun(AsyncTransaction transaction) {
        begun.push(transaction);
    }

    AsyncTransaction innermost() {
        return begun.pop();
    }

    /** Runs the steps, and answers what was seen of each, with what the connection was good for after a failure. */
    static List<String> seen(AsyncEngine engine, How how, List<Step> steps) {
        var seen = new ArrayList<String>();
        try (var talk = new Talk(engine, how)) {
            for (var step : steps) {
                seen.add(talk.run(step));
            }
        }
        return seen;
    }

    private String run(Step step) {
        var savepoint = how == How.IN_SAVEPOINTS ? begunNested() : null;
        String seen;
        try {
            seen = step.action().on(this);
            if (savepoint != null) {
                await(savepoint.commit());
            } else if (how == How.COMMITTED) {
                await(connection.commit());
            }
        } catch (RuntimeException failure) {
            seen = Seen.of(failure) + "; then " + afterwards();
            if (savepoint != null) {
                await(savepoint.rollback());
            } else if (how == How.COMMITTED) {
                await(connection.rollback());
            }
        }
        return seen
                + (connection.inTransaction() ? "; in a transaction" : "")
                + (connection.inNestedTransaction() ? ", nested" : "");
    }

    private AsyncTransaction begunNested() {
        return await(connection.beginNested().start());
    }

    private String afterwards() {
        try {
            return Seen.of(await(connection.execute("select 1")));
        } catch (RuntimeException failure) {
            return Seen.of(failure);
        }
    }

    @Override
    public void close() {
        try (connection;
                other) {
            await(connection.rollback());
        }
    }
}
