package dev.weft.benchmarks.paired;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Two contenders in turns, so that what else the machine does meets both: the figure of a round is the ratio of the
 * two.
 *
 * @param scenario what is run
 * @param baseline by whose cost the other is divided
 * @param subject whose cost is told
 */
record PairedRounds(PointSelect scenario, Contender baseline, Contender subject) {
    private static final int WARM_UP = 5;

    /** The ratios of the rounds, smallest first. */
    List<Double> run(int rounds, PrintStream progress) {
        for (var round = 0; round < WARM_UP; round++) {
            progress.printf("warming up %d of %d%n", round + 1, WARM_UP);
            var _ = scenario.run(baseline);
            var _ = scenario.run(subject);
        }
        var ratios = new ArrayList<Double>();
        for (var round = 0; round < rounds; round++) {
            var baselineFirst = round % 2 == 0;
            var first = scenario.run(baselineFirst ? baseline : subject);
            var second = scenario.run(baselineFirst ? subject : baseline);
            var of = baselineFirst ? second : first;
            var by = baselineFirst ? first : second;
            ratios.add(of.cpuMicros() / by.cpuMicros());
            progress.printf(
                    Locale.ROOT,
                    "round %d of %d: %s %.2f us of CPU and %,.0f/s, %s %.2f us and %,.0f/s: ratio %.3f%n",
                    round + 1,
                    rounds,
                    baseline.name(),
                    by.cpuMicros(),
                    by.perSecond(),
                    subject.name(),
                    of.cpuMicros(),
                    of.perSecond(),
                    ratios.getLast());
        }
        return ratios.stream().sorted().toList();
    }
}
