package dev.weft.engine.internal.sql;

import dev.weft.engine.ConnectionLost;
import dev.weft.engine.DataFault;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.IntegrityViolation;
import dev.weft.engine.LoginRefused;
import dev.weft.engine.StatementRejected;
import dev.weft.engine.StatementTimeout;
import dev.weft.engine.TlsFailed;
import dev.weft.engine.TransientFailure;
import dev.weft.engine.UnclassifiedFailure;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the failures of JDBC drivers into errors cut by what the caller can do. */
public final class SqlFailures {
    /** No chain of next exceptions is that long; the bound guards against one that leads back to itself. */
    private static final int LONGEST_CHAIN = 100;

    private static final String H2_STATEMENT = "; SQL statement:\n";

    private SqlFailures() {}

    /**
     * The error for a driver's failure.
     *
     * @param failure the driver's failure; it becomes the cause, its next exceptions become suppressed ones
     * @param engine the engine's name
     * @param sql the statement, or null if the failure belongs to none
     * @param parameters the values of its placeholders, or null to hide them; then the details that a database adds on
     *     lines of their own are left out of the message too. The cause is the driver's and keeps its own words
     * @return the error, not thrown
     */
    public static DatabaseError translate(
            SQLException failure,
            String engine,
            @Nullable String sql,
            @Nullable List<? extends @Nullable Object> parameters) {
        var chain = chain(failure);
        var telling = telling(chain);
        var report = new DatabaseError.Report(
                engine,
                words(telling, parameters == null),
                telling.getSQLState(),
                telling.getErrorCode(),
                sql,
                parameters);
        var error = error(kind(telling).orElse(FailureKind.UNCLASSIFIED), report, failure);
        chain.stream().skip(1).forEach(error::addSuppressed);
        return error;
    }

    /**
     * The error for a connection that a driver could not make.
     *
     * @param failure the driver's failure; it becomes the cause
     * @param engine the engine's name
     * @return the error, not thrown
     */
    public static DatabaseError ofConnect(SQLException failure, String engine) {
        var error = translate(failure, engine, null, null);
        if (!(error instanceof ConnectionLost)) {
            return error;
        }
        var reason = TlsFailures.reason(failure);
        return reason.isEmpty()
                ? error
                : new TlsFailed(
                        new DatabaseError.Report(
                                engine,
                                words(failure, true),
                                failure.getSQLState(),
                                failure.getErrorCode(),
                                null,
                                null),
                        reason.get(),
                        failure);
    }

    /**
     * Tells whether a failure means that its connection is lost.
     *
     * @param failure the driver's failure
     * @return true if the connection can be used no more
     */
    public static boolean isDisconnect(SQLException failure) {
        return chain(failure).stream()
                .anyMatch(each ->
                        kind(each).filter(FailureKind.CONNECTION::equals).isPresent());
    }

    /**
     * The error for what a database told a driver that is not JDBC's.
     *
     * @param report what it told; its SQLState decides
     * @param cause the driver's own exception, or null if there is none
     * @return the error, not thrown
     */
    public static DatabaseError ofReport(DatabaseError.Report report, @Nullable Throwable cause) {
        var kind = FailureKind.ofState(report.sqlState(), report.vendorCode());
        return error(kind.orElse(FailureKind.UNCLASSIFIED), report, cause);
    }

    private static DatabaseError error(FailureKind kind, DatabaseError.Report report, @Nullable Throwable cause) {
        return switch (kind) {
            case CONNECTION -> new ConnectionLost(report, cause);
            case DATA -> new DataFault(report, cause);
            case INTEGRITY ->
                new IntegrityViolation(
                        report, IntegrityKinds.of(report.sqlState(), report.vendorCode(), report.words()), cause);
            case LOGIN -> new LoginRefused(report, cause);
            case REJECTED -> new StatementRejected(report, cause);
            case TIMEOUT -> new StatementTimeout(report, cause);
            case TRANSIENT -> new TransientFailure(report, cause);
            case UNCLASSIFIED -> new UnclassifiedFailure(report, cause);
        };
    }

    private static Optional<FailureKind> kind(SQLException failure) {
        return failure.getClass().getName().startsWith("org.sqlite.")
                ? FailureKind.ofSqlite(failure.getErrorCode())
                : FailureKind.ofState(failure.getSQLState(), failure.getErrorCode())
                        .or(() -> FailureKind.ofType(failure));
    }

    /** A batch only repeats what went wrong with one of its statements; that one tells better. */
    private static SQLException telling(List<SQLException> chain) {
        return chain.stream()
                .filter(each ->
                        !(each instanceof BatchUpdateException) && kind(each).isPresent())
                .findFirst()
                .orElse(chain.getFirst());
    }

    /** The driver's message without the statement that H2 adds to it, which the error tells by itself. */
    private static String words(SQLException failure, boolean firstLineOnly) {
        var message = Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getName());
        var statement = message.indexOf(H2_STATEMENT);
        var words = statement < 0 ? message : message.substring(0, statement);
        return firstLineOnly ? words.lines().findFirst().orElse(words) : words;
    }

    private static List<SQLException> chain(SQLException failure) {
        var chain = new ArrayList<SQLException>();
        for (var each = failure; each != null && chain.size() < LONGEST_CHAIN; each = each.getNextException()) {
            chain.add(each);
        }
        return chain;
    }
}
