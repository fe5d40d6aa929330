package dev.weft.benchmarks;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** {@code ./weft bench}: measures, and prints what Weft costs beside each baseline. */
public final class Bench {
    private static final int PARKED = 100_000;
    private static final String USAGE = """
            Usage: ./weft bench [--quick] [PATTERN]

              --quick  about four minutes, good for orders of magnitude; without it about half an hour
              PATTERN  a regular expression: only benchmarks whose name has it, such as Groups

            Without a pattern it also measures the heap of waiting awaitlets.
            """;

    private Bench() {}

    /**
     * Runs the benchmarks and ends the JVM: with 0, with 1 if one failed, or with 2 if the arguments are wrong.
     *
     * @param arguments see {@link #USAGE}
     */
    public static void main(String[] arguments) {
        var given = List.of(arguments);
        if (given.contains("--help") || given.contains("-h")) {
            System.out.print(USAGE);
            return;
        }
        var patterns =
                given.stream().filter(argument -> !argument.equals("--quick")).toList();
        if (patterns.size() > 1 || patterns.stream().anyMatch(pattern -> pattern.startsWith("-"))) {
            System.err.println("Not understood: " + String.join(" ", arguments));
            System.err.print(USAGE);
            System.exit(2);
        }
        var options = options(patterns.isEmpty() ? "." : patterns.getFirst());
        System.exit(
                run(given.contains("--quick") ? quick(options) : options, patterns.isEmpty(), System.out, System.err));
    }

    /** All that a pattern finds, each in JVMs of its own. */
    static ChainedOptionsBuilder options(String pattern) {
        return new OptionsBuilder()
                .include("^dev\\.weft\\.benchmarks\\..*" + pattern)
                .shouldFailOnError(true)
                .warmupIterations(5)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(20)
                .measurementTime(TimeValue.milliseconds(250));
    }

    private static ChainedOptionsBuilder quick(ChainedOptionsBuilder options) {
        return options.forks(1)
                .warmupIterations(4)
                .warmupTime(TimeValue.milliseconds(300))
                .measurementIterations(20)
                .measurementTime(TimeValue.milliseconds(50));
    }

    private static int run(ChainedOptionsBuilder options, boolean everything, PrintStream out, PrintStream err) {
        try {
            var results = results(options, err);
            out.print(Ratios.of(results));
            if (everything) {
                out.print("\n" + Parked.report(PARKED));
            }
            return results.isEmpty() ? 2 : 0;
        } catch (RunnerException failure) {
            failure.printStackTrace(err);
            return 1;
        }
    }

    /** Runs, with a line for each benchmark. */
    static Collection<RunResult> results(ChainedOptionsBuilder options, PrintStream progress) throws RunnerException {
        var built = options.build();
        return new Runner(built, new Progress(progress)).run();
    }
}
