package dev.weft.engine;

import dev.weft.awaitlet.WeftException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure told by the database or its driver (ER-602); the subclasses are cut by what the caller can do about it.
 *
 * <ul>
 *   <li>The cause is the driver's own exception.
 *   <li>The message holds the database's own words, the SQLState, the statement, and the parameters unless they are
 *       hidden. What the database itself quotes in its first line is not hidden.
 * </ul>
 *
 * <p>Immutable, so safe for use by many threads.
 */
public abstract sealed class DatabaseError extends WeftException
        permits BatchFailed,
                ConnectionLost,
                DataFault,
                IntegrityViolation,
                LoginRefused,
                StatementRejected,
                StatementTimeout,
                TlsFailed,
                TransientFailure,
                UnclassifiedFailure {
    private static final long serialVersionUID = 1L;

    /** The name of the engine. */
    private final String engine;
    /** The database's own words. */
    private final String words;
    /** The SQLState, where the database tells one. */
    private final @Nullable String sqlState;
    /** The database's own code. */
    private final int vendorCode;
    /** The statement, where the failure belongs to one. */
    private final @Nullable String sql;

    DatabaseError(Report report, String cure, @Nullable Throwable cause) {
        super("ER-602", report.asSentences(), cure, cause);
        this.engine = report.engine();
        this.words = report.words().strip();
        this.sqlState = report.sqlState();
        this.vendorCode = report.vendorCode();
        this.sql = report.sql();
    }

    /**
     * The engine's name.
     *
     * @return the name
     */
    public final String engine() {
        return engine;
    }

    final String words() {
        return words;
    }

    /**
     * The standard's five-letter code of this failure.
     *
     * @return the code, such as {@code 23505}; empty if the driver gives none
     */
    public final Optional<String> sqlState() {
        return Optional.ofNullable(sqlState);
    }

    /**
     * The database's own code of this failure.
     *
     * @return the code; 0 if the driver gives none
     */
    public final int vendorCode() {
        return vendorCode;
    }

    /**
     * The statement that failed, in full.
     *
     * @return the statement with its placeholders; empty if the failure belongs to none, as at connecting
     */
    public final Optional<String> sql() {
        return Optional.ofNullable(sql);
    }

    /**
     * Tells whether the same transaction, run again from its start, may succeed.
     *
     * @return true if nothing was committed and the reason may have passed
     */
    public abstract boolean retryable();

    /**
     * What is known of a failure, from which drivers make one.
     *
     * @param engine the engine's name
     * @param words the database's own words
     * @param sqlState the standard's code, or null if there is none
     * @param vendorCode the database's own code, or 0
     * @param sql the statement, or null if the failure belongs to none
     * @param parameters the values of its placeholders, or null to hide them
     */
    public record Report(
            String engine,
            String words,
            @Nullable String sqlState,
            int vendorCode,
            @Nullable String sql,
            @Nullable List<? extends @Nullable Object> parameters) {
        private String asSentences() {
            var text = new StringBuilder(words.strip());
            text.append(" (engine \"").append(engine).append('"');
            if (sqlState != null) {
                text.append(", SQLState ").append(sqlState);
            }
            if (vendorCode != 0) {
                text.append(", code ").append(vendorCode);
            }
            text.append(").");
            if (sql != null) {
                text.append(" SQL: ").append(SqlText.shortened(sql));
                if (parameters != null && !parameters.isEmpty()) {
                    text.append(" Parameters: ").append(SqlText.parameters(parameters));
                }
                text.append('.');
            }
            return text.toString();
        }
    }
}
