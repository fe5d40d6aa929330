package dev.weft.peers.workload;

import com.sun.management.OperatingSystemMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The processor time of this JVM, all of its threads together, by the system's own clock where that can be asked: the
 * JDK's counts in steps of 10 ms, which is too much of a round.
 *
 * <p>Safe for use by many threads.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/functions/clock_getres.html">clock_gettime, POSIX</a>
 */
final class ProcessClock {
    private static final OperatingSystemMXBean JDK =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final MemoryLayout TIMESPEC =
            MemoryLayout.structLayout(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
    private static final Optional<MethodHandle> GET_TIME = getTime();
    private static final int CLOCK_PROCESS_CPUTIME_ID = isMac() ? 12 : 2;

    private ProcessClock() {}

    private static boolean isMac() {
        return os().startsWith("mac");
    }

    private static String os() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    }

    @SuppressWarnings("restricted") // a function of the C library, called as POSIX describes it
    private static Optional<MethodHandle> getTime() {
        if (!os().startsWith("linux") && !isMac()) {
            return Optional.empty();
        }
        var linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("clock_gettime")
                .map(function -> linker.downcallHandle(
                        function,
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS)));
    }

    /** Since the JVM began, in nanoseconds. */
    static long nanos() {
        if (GET_TIME.isEmpty()) {
            return JDK.getProcessCpuTime();
        }
        try (var arena = Arena.ofConfined()) {
            var time = arena.allocate(TIMESPEC);
            var failed = (int) GET_TIME.get().invokeExact(CLOCK_PROCESS_CPUTIME_ID, time);
            if (failed != 0) {
                return JDK.getProcessCpuTime();
            }
            return TimeUnit.SECONDS.toNanos(time.getAtIndex(ValueLayout.JAVA_LONG, 0))
                    + time.getAtIndex(ValueLayout.JAVA_LONG, 1);
        } catch (Throwable impossible) {
            throw new AssertionError("clock_gettime throws nothing", impossible);
        }
    }
}
