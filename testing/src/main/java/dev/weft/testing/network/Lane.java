package dev.weft.testing.network;

import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * What is under way in one direction of one connection: pieces arrive in their order, each after its delay.
 *
 * <p>Sent to by one thread. When much is under way, or the receiver does not read, the sender waits.
 */
final class Lane {
    private static final int UNDER_WAY = 1024;

    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(UNDER_WAY);
    private final Supplier<Weather> weather;
    private final SplittableRandom chance;
    private final Thread carrier;
    private long last = System.nanoTime();

    /** Something that happens when it arrives. */
    private record Piece(long due, Runnable arrives) {}

    Lane(String name, Supplier<Weather> weather, SplittableRandom chance) {
        this.weather = weather;
        this.chance = chance;
        this.carrier = Thread.ofVirtual().name(name).start(this::carry);
    }

    Weather weather() {
        return weather.get();
    }

    /** Has something happen when what is sent now arrives. */
    void send(Runnable arrives) throws InterruptedException {
        var present = weather.get();
        var jitter = present.jitter().toNanos();
        var delay = present.latency().toNanos() + (jitter == 0 ? 0 : chance.nextLong(jitter + 1));
        last = Math.max(last, System.nanoTime() + delay);
        pieces.put(new Piece(last, arrives));
    }

    /** Throws away what is under way. */
    void close() {
        carrier.interrupt();
    }

    private void carry() {
        try {
            while (true) {
                var next = pieces.take();
                for (var left = next.due - System.nanoTime(); left > 0; left = next.due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                    if (Thread.interrupted()) {
                        return;
                    }
                }
                next.arrives.run();
            }
        } catch (InterruptedException closed) {
            // nothing more arrives
        }
    }
}
