package dev.weft.engine;

import dev.weft.awaitlet.WeftException;

/**
 * The failure of reading a streamed result that has a subscriber already (ER-318).
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class ResultInUse extends WeftException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception. */
    public ResultInUse() {
        super(
                "ER-318",
                "The rows of this streamed result are being delivered to a subscriber, or have been; each is delivered once.",
                "Use one subscriber or one reader for a result, and share what it reads; or run the query again.",
                null);
    }
}
