package dev.weft.engine.internal.hosted;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The cancel of whatever a connection of pgjdbc runs, as often as it takes. Its statements pass on one cancel only, and
 * do not count the fetching of later rows as running, so that cancelling the statement would do nothing then.
 *
 * <p>Reached by a method handle, because the engine compiles without any driver.
 */
record ConnectionCancel(MethodHandle cancelQuery) implements CancelRequest.Target {
    private static final String PGJDBC = "org.postgresql.PGConnection";

    static ConnectionCancel of(Connection jdbc) throws SQLException {
        try {
            var type = Class.forName(PGJDBC, false, jdbc.getClass().getClassLoader());
            return new ConnectionCancel(MethodHandles.publicLookup()
                    .findVirtual(type, "cancelQuery", MethodType.methodType(void.class))
                    .bindTo(jdbc.unwrap(type)));
        } catch (ReflectiveOperationException e) {
            throw new SQLException("this version of pgjdbc cannot cancel by its connection", e);
        }
    }

    /**
     * The same for a connection whose socket may be closed already: what it was running runs on, because the server
     * does not look at a socket before it has something to say.
     */
    static ConnectionCancel ofClosed(Connection jdbc) throws SQLException {
        try {
            var loader = jdbc.getClass().getClassLoader();
            var type = Class.forName("org.postgresql.core.BaseConnection", false, loader);
            var executor = Class.forName("org.postgresql.core.QueryExecutor", false, loader);
            var connection = type.isInstance(jdbc) ? jdbc : jdbc.unwrap(type);
            var lookup = MethodHandles.publicLookup();
            var executing = lookup.findVirtual(type, "getQueryExecutor", MethodType.methodType(executor))
                    .bindTo(connection)
                    .invoke();
            return new ConnectionCancel(
                    lookup.findVirtual(executor, "sendQueryCancel", MethodType.methodType(void.class))
                            .bindTo(executing));
        } catch (Throwable e) {
            throw new SQLException("this version of pgjdbc cannot cancel for a closed connection", e);
        }
    }

    @Override
    public void cancel() throws SQLException {
        try {
            cancelQuery.invoke();
        } catch (Throwable failure) {
            throw Rethrow.asSqlOrUnchecked(failure);
        }
    }
}
