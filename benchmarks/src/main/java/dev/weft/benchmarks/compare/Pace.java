package dev.weft.benchmarks.compare;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param jvmsStay whether a contender has one JVM for all but start-up, which gets warm once, and not one for each
 *     scenario, in which no other has left anything behind
 * @param breakIn how long such a JVM works before anything else, so that the compiler has seen most of its code
 * @param budget how long all of it should take; what is late is hurried
 * @param rounds how many are measured
 * @param longRounds how many of those that last as long as they last
 * @param round how long one is told to last
 * @param warmUps the most rounds before, until they are stable
 * @param rows how many rows a stream has
 * @param crowd how many tasks a crowd has
 * @param patience how much longer than expected an answer may take until its contender counts as hanging
 */
record Pace(
        boolean jvmsStay,
        Duration breakIn,
        Duration budget,
        int rounds,
        int longRounds,
        Duration round,
        int warmUps,
        int rows,
        int crowd,
        Duration patience) {
    private static final double SHORTEST = 0.25;

    /** What a full run takes its time for. */
    static Pace full() {
        return new Pace(
                false,
                Duration.ZERO,
                Duration.ofDays(1),
                7,
                7,
                Duration.ofMillis(1500),
                12,
                1_000_000,
                10_000,
                Duration.ofSeconds(90));
    }

    /** Within ten minutes on two cores, those included in which all is built; good for a first look. */
    static Pace quick() {
        return new Pace(
                true,
                Duration.ofSeconds(4),
                Duration.ofSeconds(400),
                5,
                3,
                Duration.ofMillis(200),
                20,
                100_000,
                5_000,
                Duration.ofSeconds(30));
    }

    /** The same number of rounds in a part of the time, but not in less than a quarter. */
    Pace hurried(double part) {
        var kept = Math.max(SHORTEST, part);
        return new Pace(
                jvmsStay,
                breakIn,
                budget,
                rounds,
                longRounds,
                Duration.ofMillis(Math.round(round.toMillis() * kept)),
                Math.max(1, (int) Math.round(warmUps * kept)),
                rows,
                Math.max(1, (int) Math.round(crowd * kept)),
                patience);
    }

    /** How many rounds are measured. */
    int rounds(Load load) {
        return switch (load) {
            case CROWD, START, PARK -> longRounds;
            case STEADY, OPEN, BURST, STREAM, STORM -> rounds;
        };
    }

    long millis() {
        return round.toMillis();
    }

    /** How long a round of an open load lasts: it has fewer operations, and its slowest are what is asked for. */
    long openMillis() {
        return 3 * millis();
    }

    /** Until an answer is overdue. */
    Duration deadline() {
        return Duration.ofMillis(openMillis()).plus(patience);
    }
}
