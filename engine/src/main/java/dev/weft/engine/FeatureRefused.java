package dev.weft.engine;

import dev.weft.awaitlet.WeftException;

/**
 * The failure of a call that is refused because it would not be safe here, or that the driver does not have (ER-601).
 *
 * <p>From the JDBC face it is the cause of a {@link java.sql.SQLFeatureNotSupportedException}. Immutable, so safe for
 * use by many threads.
 */
public final class FeatureRefused extends WeftException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param problem what is refused and why, as a sentence
     * @param cure the safe way to the same end, as a sentence
     */
    public FeatureRefused(String problem, String cure) {
        super("ER-601", problem, cure, null);
    }
}
