package dev.weft.engine.internal.hosted;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How many rows pgjdbc has in memory at a time: all of them, or a fetch of a cursor's. Only the step to the next fetch
 * asks the server.
 *
 * <p>For one connection, one call at a time.
 */
final class FetchedRows {
    private static final String PGJDBC = "org.postgresql.PGConnection";

    private enum Fetches {
        UNKNOWN,
        ALIKE,
        DIFFERENT
    }

    private final Connection jdbc;
    private Fetches fetches = Fetches.UNKNOWN;

    FetchedRows(Connection jdbc) {
        this.jdbc = jdbc;
    }

    /** Rows of a fetch; {@link Integer#MAX_VALUE} if all have been fetched; 0 if there is no telling. */
    int atATime(ResultSet rows) throws SQLException {
        if (rows.getConcurrency() != ResultSet.CONCUR_READ_ONLY) {
            return 0; // rows that are deleted through it are missing in the count
        }
        var size = rows.getFetchSize();
        if (size == 0 || rows.getType() != ResultSet.TYPE_FORWARD_ONLY) {
            return Integer.MAX_VALUE;
        }
        if (fetches == Fetches.UNKNOWN) {
            fetches = adapts() ? Fetches.DIFFERENT : Fetches.ALIKE;
        }
        return fetches == Fetches.ALIKE ? size : 0;
    }

    /**
     * Whether the driver changes the size of fetches by itself; asked by a method handle, as for
     * {@link ConnectionCancel}.
     */
    private boolean adapts() throws SQLException {
        try {
            var type = Class.forName(PGJDBC, false, jdbc.getClass().getClassLoader());
            return (boolean) MethodHandles.publicLookup()
                    .findVirtual(type, "getAdaptiveFetch", MethodType.methodType(boolean.class))
                    .invoke(jdbc.unwrap(type));
        } catch (ReflectiveOperationException olderDriver) {
            return true;
        } catch (Throwable failure) {
            throw Rethrow.asSqlOrUnchecked(failure);
        }
    }
}
