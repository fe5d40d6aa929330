package dev.weft.peers.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessClockTest {
    /** How the JDK counts. */
    private static final long TICK = 10_000_000;

    @Test
    void itCountsWhatThisThreadDoes() {
        var thread = ManagementFactory.getThreadMXBean();
        var before = ProcessClock.nanos();
        var mine = thread.getCurrentThreadCpuTime();

        while (thread.getCurrentThreadCpuTime() - mine < 5 * TICK) {
            Thread.onSpinWait();
        }

        assertThat(ProcessClock.nanos() - before).isGreaterThanOrEqualTo(4 * TICK);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void itCountsInSmallSteps() {
        var seen = new HashSet<Long>();

        for (var i = 0; i < 1_000; i++) {
            seen.add(ProcessClock.nanos() % TICK);
        }

        assertThat(seen).hasSizeGreaterThan(10);
    }
}
