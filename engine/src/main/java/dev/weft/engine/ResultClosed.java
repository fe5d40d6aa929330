package dev.weft.engine;

import dev.weft.awaitlet.WeftException;
import org.jspecify.annotations.Nullable;

/**
 * The failure of reading a streamed result that has been closed, or whose transaction or connection has ended (ER-308).
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class ResultClosed extends WeftException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param how what ended the result, such as {@code its transaction was committed}
     * @param closedAt the call that did, or null if that is not known
     */
    public ResultClosed(String how, @Nullable StackTraceElement closedAt) {
        super(
                "ER-308",
                "This streamed result is closed: " + how + (closedAt == null ? "" : " at " + closedAt) + ".",
                "Read what is needed before that, or use execute(), whose result is in memory and stays.",
                null);
    }
}
