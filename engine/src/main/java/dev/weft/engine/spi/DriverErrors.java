package dev.weft.engine.spi;

import dev.weft.engine.ConnectionLost;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.internal.sql.SqlFailures;
import org.jspecify.annotations.Nullable;

/** The one table from which every driver's failures become errors, for drivers that are not JDBC's. */
public final class DriverErrors {
    private DriverErrors() {}

    /**
     * The error for what a database told.
     *
     * @param report what it told; the SQLState decides the type
     * @param cause the driver's own exception, or null if there is none
     * @return the error, not thrown; a {@link ConnectionLost} means that the connection can be used no more
     */
    public static DatabaseError of(DatabaseError.Report report, @Nullable Throwable cause) {
        return SqlFailures.ofReport(report, cause);
    }
}
