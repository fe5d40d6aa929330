package dev.weft.engine;

/**
 * The registration of an {@link EngineListener}; closing it, once or often, ends it.
 *
 * <p>Safe for use by many threads.
 */
public interface ListenerRegistration extends AutoCloseable {
    /** Ends the registration: events that begin from now on are not told to the listener. */
    @Override
    void close();
}
