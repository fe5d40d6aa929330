package dev.weft.peers.workload;

import com.sun.management.ThreadMXBean;
import dev.weft.peers.HeapPeak;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import org.HdrHistogram.Histogram;

/** What the JVM takes while this is open. */
final class Meter implements AutoCloseable {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final HeapPeak heap = new HeapPeak();
    private final long allocated = THREADS.getTotalThreadAllocatedBytes();
    private final long cpu = ProcessClock.nanos();
    private final long start = System.nanoTime();

    /** The round that has ended now. */
    Round round(Histogram took, long operations, long tasks, long failed) {
        var wall = System.nanoTime() - start;
        var figures = new EnumMap<Figure, Double>(Figure.class);
        figures.put(Figure.WALL_SECONDS, wall / 1e9);
        figures.put(Figure.CPU_SECONDS, (ProcessClock.nanos() - cpu) / 1e9);
        figures.put(Figure.ALLOCATED_BYTES, (double) (THREADS.getTotalThreadAllocatedBytes() - allocated));
        if (heap.liveBytes() > 0) {
            figures.put(Figure.HEAP_PEAK_BYTES, (double) heap.liveBytes());
        }
        figures.put(Figure.OPERATIONS, (double) operations);
        figures.put(Figure.TASKS, (double) tasks);
        figures.put(Figure.FAILED, (double) failed);
        if (took.getTotalCount() > 0) {
            figures.put(Figure.P50_MICROS, took.getValueAtPercentile(50) / 1e3);
            figures.put(Figure.P99_MICROS, took.getValueAtPercentile(99) / 1e3);
            figures.put(Figure.P999_MICROS, took.getValueAtPercentile(99.9) / 1e3);
            figures.put(Figure.LONGEST_MICROS, took.getMaxValue() / 1e3);
        }
        return new Round(figures);
    }

    @Override
    public void close() {
        heap.close();
    }
}
