package dev.weft.benchmarks.compare;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The JVMs of contenders: a new one for each use, or one that stays from use to use. Used by one thread. */
final class Jvms implements AutoCloseable {
    /** The same heap for everybody; and what some drivers use and the JVM would warn of. */
    private static final List<String> OPTIONS = List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED");
    /** All of the heap from the beginning, so that what the process grows by is something else. */
    private static final List<String> WHOLE_HEAP =
            List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch", "--enable-native-access=ALL-UNNAMED");

    private final boolean stay;
    private final Map<Contender, ContenderProcess> idle = new HashMap<>();
    private final Set<ContenderProcess> brokenIn = new HashSet<>();

    /**
     * None yet.
     *
     * @param stay whether a contender gets the same one again
     */
    Jvms(boolean stay) {
        this.stay = stay;
    }

    /** Whether a contender has the same JVM for each such load. */
    boolean stayFor(Load load) {
        return stay && load != Load.START;
    }

    /** A JVM with nothing open, which the caller closes or {@linkplain #keep keeps}. */
    ContenderProcess of(Contender contender, Load load) throws IOException {
        if (!stayFor(load)) {
            return ContenderProcess.start(contender.command(), load == Load.PARK ? WHOLE_HEAP : OPTIONS);
        }
        var kept = idle.remove(contender);
        return kept == null ? ContenderProcess.start(contender.command(), WHOLE_HEAP) : kept;
    }

    /** Whether a JVM that stays has still to be broken in; the caller does so if it has. */
    boolean isToBreakIn(ContenderProcess process) {
        return stay && brokenIn.add(process);
    }

    /** Takes a JVM that has closed what was open in it, for the contender's next use. */
    void keep(Contender contender, ContenderProcess process) {
        idle.put(contender, process);
    }

    @Override
    public void close() throws IOException {
        for (var process : idle.values()) {
            process.close();
        }
        idle.clear();
    }
}
