package dev.weft.vertx.internal.pg;

import dev.weft.engine.ConnectionLost;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.TlsFailed;
import dev.weft.engine.TlsFailed.Reason;
import dev.weft.engine.spi.DriverErrors;
import dev.weft.engine.spi.StatementCall;
import io.vertx.pgclient.PgException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns the client's failures into the engine's errors, by the same table as the hosted driver's. */
final class PgFailures {
    private static final String CONNECTION_FAILURE = "08006";
    private static final String DOES_NOT_EXIST = "08003";
    private static final String DATA_EXCEPTION = "22000";
    private static final String CANNOT_CONNECT = "08001";

    private PgFailures() {}

    /** Why an operation failed; a lost connection is marked so. */
    static DatabaseError of(Session session, @Nullable StatementCall call, Throwable failure) {
        var error = error(session, call, failure);
        if (error instanceof ConnectionLost) {
            session.lost();
        }
        return error;
    }

    private static DatabaseError error(Session session, @Nullable StatementCall call, Throwable failure) {
        var settings = session.settings();
        var sql = call == null ? null : call.sql();
        var parameters = call == null || settings.hideParameters() ? null : call.parameters();
        if (failure instanceof PgException told) {
            return DriverErrors.of(
                    new DatabaseError.Report(
                            settings.engine(),
                            words(told, settings.hideParameters()),
                            told.getSqlState(),
                            0,
                            sql,
                            parameters),
                    failure);
        }
        session.cut(); // whatever else fails leaves the client's codec in a state that nobody knows
        var last = session.wire().lastWords();
        var words = last == null ? "the connection ended: " + wordsOf(failure) : "FATAL: " + last.message();
        var state = last == null ? CONNECTION_FAILURE : last.sqlState();
        return new ConnectionLost(
                new DatabaseError.Report(settings.engine(), words, state, 0, sql, parameters), failure);
    }

    /** Why a connection could not be made. */
    static DatabaseError ofConnect(PgOptions options, PgWire.@Nullable LastWords last, Throwable failure) {
        var engine = options.settings().engine();
        if (failure instanceof PgException told) {
            var report = new DatabaseError.Report(engine, words(told, true), told.getSqlState(), 0, null, null);
            return DriverErrors.of(report, failure);
        }
        if (last != null) {
            return DriverErrors.of(
                    new DatabaseError.Report(engine, "FATAL: " + last.message(), last.sqlState(), 0, null, null),
                    failure);
        }
        var report = new DatabaseError.Report(
                engine, "cannot connect: " + wordsOf(failure), CANNOT_CONNECT, 0, null, List.of());
        return switch (failure) {
            case Dialing.NotOffered _ -> new TlsFailed(report, Reason.NOT_OFFERED, failure);
            case TlsFiles.Unreadable _ -> new TlsFailed(report, Reason.FILE, failure);
            default -> DriverErrors.ofTls(report, failure).orElseGet(() -> new ConnectionLost(report, failure));
        };
    }

    /** The failure of what is asked of a connection that has ended. */
    static DatabaseError closed(Session session, @Nullable StatementCall call) {
        session.lost();
        return ended(session, call);
    }

    /** The end of a connection, told to those who only listen: an operation may still find out by itself. */
    static DatabaseError ended(Session session) {
        return ended(session, null);
    }

    private static DatabaseError ended(Session session, @Nullable StatementCall call) {
        var last = session.wire().lastWords();
        return last == null
                ? own(session, call, "the connection has been closed", DOES_NOT_EXIST)
                : own(session, call, "FATAL: " + last.message(), last.sqlState());
    }

    /** The failure of a value that came, but has no place in Java. */
    static DatabaseError unreadable(Session session, StatementCall call, Throwable failure) {
        return own(session, call, "a value could not be read: " + failure, DATA_EXCEPTION);
    }

    /** A failure of the driver's own, told as the database would. */
    static DatabaseError own(Session session, @Nullable StatementCall call, String words, String sqlState) {
        var settings = session.settings();
        return DriverErrors.of(
                new DatabaseError.Report(
                        settings.engine(),
                        words,
                        sqlState,
                        0,
                        call == null ? null : call.sql(),
                        call == null || settings.hideParameters() ? null : call.parameters()),
                null);
    }

    private static String words(PgException told, boolean hideDetails) {
        var words = new StringBuilder().append(told.getSeverity()).append(": ").append(told.getErrorMessage());
        if (!hideDetails) {
            append(words, "Detail", told.getDetail());
            append(words, "Hint", told.getHint());
            append(words, "Position", told.getPosition());
            append(words, "Where", told.getWhere());
        }
        return words.toString();
    }

    private static void append(StringBuilder words, String what, @Nullable String text) {
        if (text != null) {
            words.append("\n  ").append(what).append(": ").append(text);
        }
    }

    private static String wordsOf(Throwable failure) {
        return Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
    }
}
