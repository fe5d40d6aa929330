package dev.weft.engine.spi;

import dev.weft.engine.ConnectionLost;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.TlsFailed;
import dev.weft.engine.internal.sql.SqlFailures;
import dev.weft.engine.internal.sql.TlsFailures;
import java.util.Optional;
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

    /**
     * The error for a connection that could not be made because of TLS.
     *
     * @param report what is known of the failure
     * @param failure the driver's own exception; its causes tell
     * @return the error, not thrown; empty if the failure is not one of TLS, such as a network that ended
     */
    public static Optional<DatabaseError> ofTls(DatabaseError.Report report, Throwable failure) {
        return TlsFailures.reason(failure).map(reason -> new TlsFailed(report, reason, failure));
    }
}
