package dev.weft.benchmarks.compare;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param budget how long all of it should take; what is late is hurried
 * @param rounds how many are measured
 * @param round how long one is told to last
 * @param warmUps the most rounds before, until they are stable
 * @param rows how many rows a stream has
 * @param crowd how many tasks a crowd has
 * @param patience how much longer than expected an answer may take until its contender counts as hanging
 */
record Pace(Duration budget, int rounds, Duration round, int warmUps, int rows, int crowd, Duration patience) {
    private static final double SHORTEST = 0.25;

    /** What a full run takes its time for. */
    static Pace full() {
        return new Pace(Duration.ofDays(1), 7, Duration.ofMillis(1500), 12, 1_000_000, 10_000, Duration.ofSeconds(90));
    }

    /** Within ten minutes on two cores; good for orders of magnitude. */
    static Pace quick() {
        return new Pace(Duration.ofMinutes(9), 5, Duration.ofMillis(200), 10, 100_000, 10_000, Duration.ofSeconds(30));
    }

    /** The same number of rounds in a part of the time, but not in less than a quarter. */
    Pace hurried(double part) {
        var kept = Math.max(SHORTEST, part);
        return new Pace(
                budget,
                rounds,
                Duration.ofMillis(Math.round(round.toMillis() * kept)),
                Math.max(1, (int) Math.round(warmUps * kept)),
                rows,
                Math.max(1, (int) Math.round(crowd * kept)),
                patience);
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
