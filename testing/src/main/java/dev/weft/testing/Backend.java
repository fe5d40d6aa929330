package dev.weft.testing;

/**
 * The async world in which the body of an {@link EngineTest} runs and gets its results.
 *
 * <p>There is one so far; a test runs once for every backend and database. Constants, so safe for use by many threads.
 */
public enum Backend {
    /** An awaitlet on a virtual thread of the JDK's own scheduler; results are futures. */
    VIRTUAL_THREADS("virtual threads");

    private final String title;

    Backend(String title) {
        this.title = title;
    }

    /**
     * The name for people to read.
     *
     * @return such as {@code virtual threads}
     */
    @Override
    public String toString() {
        return title;
    }
}
