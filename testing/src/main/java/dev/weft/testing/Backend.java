package dev.weft.testing;

/**
 * The async world in which the body of a test runs and gets its result.
 *
 * <p>Constants, so safe for use by many threads.
 */
public enum Backend {
    /** An awaitlet on a virtual thread of the JDK's own scheduler; its result is a future. */
    VIRTUAL_THREADS("virtual threads", "weft-awaitlet"),
    /** An awaitlet that is a {@code Mono} of Reactor, whose result arrives on a thread of Reactor. */
    REACTOR("Reactor", "weft-reactor"),
    /** An awaitlet started on an event loop of Vert.x, whose result arrives on the same context. */
    VERTX("Vert.x", "weft-vertx");

    private final String title;
    private final String artifact;

    Backend(String title, String artifact) {
        this.title = title;
        this.artifact = artifact;
    }

    /**
     * The artifact that brings this world.
     *
     * @return such as {@code weft-reactor}
     */
    public String artifact() {
        return artifact;
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
