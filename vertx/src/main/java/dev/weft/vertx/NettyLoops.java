package dev.weft.vertx;

import dev.weft.awaitlet.spi.EventLoopProbe;
import io.netty.util.concurrent.FastThreadLocalThread;

/**
 * The event-loop threads of Vert.x, and of Netty beneath it: those that do not permit blocking calls. Vert.x's worker
 * threads do.
 *
 * <p>Found by the {@link java.util.ServiceLoader}; safe for use by many threads.
 */
public final class NettyLoops implements EventLoopProbe {
    /** Made by the service loader. */
    public NettyLoops() {}

    @Override
    public boolean isEventLoop(Thread thread) {
        return thread instanceof FastThreadLocalThread loop && !loop.permitBlockingCalls();
    }
}
