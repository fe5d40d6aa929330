package dev.weft.tck;

import dev.weft.vertx.NettyLoops;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import java.util.stream.Collectors;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;

/**
 * Notes each call that blocks an event-loop thread of this JVM, Vert.x's or Reactor's. Virtual threads may block, and
 * are not watched.
 *
 * <p>Two things are not noted. A thread that waits to enter a lock: those of the engine, and of the allocator of
 * Netty's buffers, guard a few instructions each, under which nobody waits and no code of callers runs. And a read of
 * the system's random numbers, as for the number that a login by SCRAM is made with: a file that always answers at
 * once.
 */
final class LoopWatch {
    private static final int FRAMES = 30;
    private static final List<String> HARMLESS =
            List.of(ReentrantLock.class.getName(), StampedLock.class.getName(), "sun.security.provider.NativePRNG$");
    private static final Queue<String> BLOCKS = new ConcurrentLinkedQueue<>();

    private LoopWatch() {}

    /** Watches from now on, for as long as this JVM lives. */
    static void install() {
        var loops = new NettyLoops();
        BlockHound.builder()
                .loadIntegrations()
                .nonBlockingThreadPredicate(known -> known.or(loops::isEventLoop))
                .blockingMethodCallback(LoopWatch::blocked)
                .install();
    }

    /** What has blocked a loop since this was asked last. */
    static List<String> blocks() {
        var blocks = new ArrayList<String>();
        for (var next = BLOCKS.poll(); next != null; next = BLOCKS.poll()) {
            blocks.add(next);
        }
        return blocks;
    }

    private static void blocked(BlockingMethod method) {
        var frames = StackWalker.getInstance()
                .walk(stack -> stack.limit(FRAMES).map(String::valueOf).toList());
        if (frames.stream().noneMatch(frame -> HARMLESS.stream().anyMatch(frame::contains))) {
            BLOCKS.add(Thread.currentThread().getName() + ": " + method
                    + frames.stream().map(frame -> "\n\tat " + frame).collect(Collectors.joining()));
        }
    }
}
