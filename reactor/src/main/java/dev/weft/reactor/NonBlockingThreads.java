package dev.weft.reactor;

import dev.weft.awaitlet.spi.EventLoopProbe;
import reactor.core.scheduler.Schedulers;

/**
 * The threads of Reactor that must never block: those of {@code Schedulers.parallel()}, {@code single()} and whatever
 * else is marked so.
 *
 * <p>Found by the {@link java.util.ServiceLoader}; safe for use by many threads.
 */
public final class NonBlockingThreads implements EventLoopProbe {
    /** Made by the service loader. */
    public NonBlockingThreads() {}

    @Override
    public boolean isEventLoop(Thread thread) {
        return Schedulers.isNonBlockingThread(thread);
    }
}
