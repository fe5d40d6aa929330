package dev.weft.engine;

import dev.weft.awaitlet.WeftException;

/**
 * The failure of using a connection for something else while it runs a pipeline (ER-319).
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class ConnectionInPipeline extends WeftException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception. */
    public ConnectionInPipeline() {
        super(
                "ER-319",
                "This connection runs a pipeline, which has it for itself until its block has ended.",
                "Start the statement with the pipeline that the block was given; or wait for the future of pipeline(...)"
                        + " first; or use another connection.",
                null);
    }
}
