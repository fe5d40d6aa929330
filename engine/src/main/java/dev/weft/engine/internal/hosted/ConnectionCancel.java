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

    @Override
    public void cancel() throws SQLException {
        try {
            cancelQuery.invoke();
        } catch (Throwable failure) {
            throw Rethrow.asSqlOrUnchecked(failure);
        }
    }
}
