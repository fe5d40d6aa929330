package dev.weft.engine;

import dev.weft.awaitlet.WeftException;
import org.jspecify.annotations.Nullable;

/**
 * The failure of using a transaction that cannot be used: not begun, ended, failed, or begun twice (ER-311).
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class TransactionInactive extends WeftException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param problem in which state the transaction is, as a sentence
     * @param cure what to do first, as a sentence
     */
    public TransactionInactive(String problem, String cure) {
        this(problem, cure, null);
    }

    /**
     * Makes the exception.
     *
     * @param problem in which state the transaction is, as a sentence
     * @param cure what to do first, as a sentence
     * @param cause what brought it there, or null if that is not known
     */
    public TransactionInactive(String problem, String cure, @Nullable Throwable cause) {
        super("ER-311", problem, cure, cause);
    }
}
