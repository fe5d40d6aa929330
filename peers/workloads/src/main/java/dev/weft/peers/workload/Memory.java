package dev.weft.peers.workload;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The memory of this JVM when nothing happens in it.
 *
 * @param heap bytes of the heap that are in use after a collection
 * @param process bytes of the process, where the system tells
 */
record Memory(long heap, OptionalLong process) {
    /** Of the JDK: what it takes to ask the system would be a part of what is looked at. */
    private static final OperatingSystemMXBean CLOCK =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration QUIET = Duration.ofMillis(2);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int KILO = 1024;

    /** Waits until nothing happens, collects garbage, and looks. */
    static Memory atRest() {
        settle();
        System.gc();
        settle();
        System.gc(); // what the first has made reachable by none
        return new Memory(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), resident());
    }

    private static void settle() {
        var end = System.nanoTime() + LONGEST.toNanos();
        var before = CLOCK.getProcessCpuTime();
        while (System.nanoTime() - end < 0) {
            pause();
            var now = CLOCK.getProcessCpuTime();
            if (now - before < QUIET.toNanos()) {
                return;
            }
            before = now;
        }
    }

    private static void pause() {
        var end = System.nanoTime() + LOOK.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static OptionalLong resident() {
        if (!Files.isReadable(STATUS)) {
            return OptionalLong.empty();
        }
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KILO)
                    .findFirst();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What it takes, and the processor time since the JVM began. */
    Round round() {
        var figures = new EnumMap<Figure, Double>(Figure.class);
        figures.put(Figure.HEAP_BYTES, (double) heap);
        process.ifPresent(bytes -> figures.put(Figure.PROCESS_BYTES, (double) bytes));
        figures.put(Figure.CPU_SECONDS, (double) CLOCK.getProcessCpuTime() / TimeUnit.SECONDS.toNanos(1));
        return new Round(figures);
    }

    /** What each of some tasks has taken since. */
    Round each(Memory before, int tasks) {
        var figures = new EnumMap<Figure, Double>(Figure.class);
        figures.put(Figure.TASKS, (double) tasks);
        figures.put(Figure.HEAP_BYTES, Math.max(0, heap - before.heap) / (double) tasks);
        if (process.isPresent() && before.process.isPresent()) {
            // The heap is all there from the beginning, so that what grows is something else.
            var grown = process.getAsLong() - before.process.getAsLong();
            figures.put(Figure.PROCESS_BYTES, Math.max(0, grown) / (double) tasks);
        }
        return new Round(figures);
    }
}
