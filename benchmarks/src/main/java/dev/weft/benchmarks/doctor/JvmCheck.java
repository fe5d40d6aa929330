package dev.weft.benchmarks.doctor;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The JVM: its version, its processors and memory, and the flags that gain something here.
 *
 * @param runtime its version
 * @param processors how many it may use
 * @param heapBytes the most it may have
 * @param flags what it was started with
 * @param properties its system properties
 */
record JvmCheck(Runtime.Version runtime, int processors, long heapBytes, List<String> flags, Properties properties) {
    private static final int WANTED = 25;
    private static final long LITTLE_HEAP = 128L << 20;
    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    /** This JVM. */
    static JvmCheck here() {
        var runtime = Runtime.getRuntime();
        return new JvmCheck(
                Runtime.version(),
                runtime.availableProcessors(),
                runtime.maxMemory(),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                System.getProperties());
    }

    List<Finding> findings() {
        var all = new ArrayList<Finding>();
        all.add(
                runtime.feature() >= WANTED
                        ? Finding.ok("JDK", runtime + ", " + properties.getProperty("java.vm.vendor", "unknown"))
                        : Finding.fault("JDK", runtime.toString(), "Weft needs JDK " + WANTED + " or later."));
        all.add(
                processors > 1
                        ? Finding.ok("processors", Integer.toString(processors))
                        : Finding.note(
                                "processors",
                                "1",
                                "A statement on SQLite or H2 and the code that waits for it share it; give the container two."));
        all.add(
                heapBytes >= LITTLE_HEAP
                        ? Finding.ok("heap", (heapBytes >> 20) + " MB at most")
                        : Finding.note(
                                "heap",
                                (heapBytes >> 20) + " MB at most",
                                "An awaitlet that waits takes about 2 KB; 128 MB leave room for the results too: -Xmx128m."));
        carriers(all);
        flag(
                all,
                "-XX:+UseCompactObjectHeaders",
                "Smaller objects: every awaitlet that waits, row and entity takes less.");
        flag(
                all,
                "--enable-native-access=ALL-UNNAMED",
                "SQLite's driver loads native code, of which the JDK will want to be told.");
        return all;
    }

    private void carriers(List<Finding> all) {
        var asked = properties.getProperty(PARALLELISM);
        if (asked == null) {
            all.add(Finding.ok("carriers", "shared: the JDK's own scheduler, one for each processor"));
        } else if (asked.matches("[1-9]\\d*") && Integer.parseInt(asked) >= processors) {
            all.add(Finding.ok("carriers", "shared: the JDK's own scheduler, " + asked));
        } else {
            all.add(Finding.note(
                    "carriers",
                    PARALLELISM + " is " + asked + " on " + processors + " processors",
                    "Leave that property out, unless the processors are wanted for something else."));
        }
    }

    private void flag(List<Finding> all, String flag, String gain) {
        all.add(flags.contains(flag) ? Finding.ok("flag", flag) : Finding.note("flag", flag + " is not set", gain));
    }
}
