package dev.weft.testing.internal;

import java.util.List;
import java.util.Set;

/** The platform threads of this JVM at one moment. */
record PlatformThreads(Set<Thread> alive) {
    /** The class of the threads that carry virtual threads; their number is the JDK's business. */
    private static final String CARRIER = "jdk.internal.misc.CarrierThread";

    /** How the name ends of the thread that wakes sleeping virtual threads; its number is that of their scheduler. */
    private static final String WAKER = "-delayScheduler";

    /**
     * How the names begin of threads that the JVM, JUnit, Reactor, a driver or Weft has once, and not for one engine.
     */
    private static final List<String> ONCE_IN_A_JVM = List.of(
            "Attach Listener",
            "Cleaner-",
            "Common-Cleaner",
            "CompletableFutureDelayScheduler",
            "ForkJoinPool.commonPool-",
            "JFR ",
            "MasterPoller",
            "Master-Poller",
            "PostgreSQL-JDBC-Cleaner",
            "Read-Poller",
            "VirtualThread-",
            "Write-Poller",
            "boundedElastic-",
            "junit-jupiter-timeout-watcher",
            "parallel-",
            "process reaper",
            "single-",
            "vert.x-acceptor-thread-", // of the Vert.x that all tests share: it resolves the first name
            "weft-timer");

    static PlatformThreads now() {
        return new PlatformThreads(Set.copyOf(Thread.getAllStackTraces().keySet()));
    }

    /** The threads that are alive now, were not then, and belong to somebody who should have ended them. */
    List<Thread> newer() {
        return now().alive.stream()
                .filter(thread -> !alive.contains(thread))
                .filter(thread -> !isOnceInAJvm(thread))
                .toList();
    }

    private static boolean isOnceInAJvm(Thread thread) {
        return thread.getClass().getName().equals(CARRIER)
                || thread.getName().endsWith(WAKER)
                || ONCE_IN_A_JVM.stream().anyMatch(thread.getName()::startsWith);
    }
}
