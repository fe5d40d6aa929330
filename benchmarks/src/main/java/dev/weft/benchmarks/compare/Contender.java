package dev.weft.benchmarks.compare;

import java.util.List;
import java.util.Set;

/**
 * One who is measured.
 *
 * @param id its name on the command line
 * @param name its name in tables
 * @param kind what it is set beside
 * @param single whether it does everything on one thread, so that many tasks say nothing about it
 * @param libraries the artifacts whose versions matter
 * @param command what starts its JVM, but for options of the JVM
 */
record Contender(String id, String name, Kind kind, boolean single, List<String> libraries, Command command) {
    /** What contenders are set beside, as they do not all do the same. */
    enum Kind {
        /** Statements. */
        SQL("hikari-virtual"),
        /** Sessions. */
        ORM("hibernate-virtual");

        private final String baseline;

        Kind(String baseline) {
            this.baseline = baseline;
        }

        /** Whose figures the others are divided by. */
        String baseline() {
            return baseline;
        }
    }

    /**
     * What starts a JVM.
     *
     * @param classPath its class path
     * @param main its main class
     * @param arguments the arguments of that
     */
    record Command(String classPath, String main, List<String> arguments) {}

    /** Whether it is Weft. */
    boolean isOurs() {
        return id.startsWith("weft-");
    }

    /** Whether it takes part, but for what it offers. */
    boolean fits(Scenario scenario) {
        return !single
                || !Set.of(Scenario.CROWD, Scenario.PARKED, Scenario.CANCEL_STORM)
                        .contains(scenario);
    }
}
