package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.EventLoopProbe;
import java.util.List;
import java.util.ServiceLoader;

/** Which threads are event loops, as the probes on the class or module path tell. */
final class EventLoops {
    private static final List<EventLoopProbe> PROBES =
            ServiceLoader.load(EventLoopProbe.class, EventLoopProbe.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private EventLoops() {}

    static boolean isEventLoop(Thread thread) {
        return PROBES.stream().anyMatch(probe -> probe.isEventLoop(thread));
    }

    /** The failure of blocking-style work on a thread that is no awaitlet. */
    static WeftException refuse(String operation) {
        return isEventLoop(Thread.currentThread()) ? new AwaitOnEventLoop(operation) : new NoAwaitletContext(operation);
    }
}
