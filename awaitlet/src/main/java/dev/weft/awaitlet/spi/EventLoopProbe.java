package dev.weft.awaitlet.spi;

/**
 * What knows the event-loop threads of one async world; found by the {@link java.util.ServiceLoader}.
 *
 * <p>Implementations are safe for use by many threads, and answer in nanoseconds.
 */
@FunctionalInterface
public interface EventLoopProbe {
    /**
     * Tells whether a thread must never block because it runs an event loop.
     *
     * @param thread the thread asked about
     * @return true for an event-loop thread of this world
     */
    boolean isEventLoop(Thread thread);
}
