package dev.weft.benchmarks;

import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/**
 * What one benchmark measured.
 *
 * @param subject what was done, with its parameters
 * @param way how: {@code weft}, or a baseline
 * @param nanos how long it took in the fastest iteration: what else runs on the machine only ever adds to that
 * @param median how long it took in the iteration in the middle
 */
record Measured(String subject, String way, double nanos, double median) {
    static Measured of(RunResult result) {
        var params = result.getParams();
        var iterations = result.getPrimaryResult().getStatistics();
        return new Measured(subject(params), way(params), iterations.getMin(), iterations.getPercentile(50));
    }

    static String name(BenchmarkParams params) {
        return subject(params) + ": " + way(params);
    }

    boolean isWeft() {
        return way.equals("weft");
    }

    private static String subject(BenchmarkParams params) {
        var parts = params.getBenchmark().split("[.$]", -1);
        var given = params.getParamsKeys().stream()
                .map(key -> key + " " + params.getParam(key))
                .collect(Collectors.joining(", "));
        return words(parts[parts.length - 2]) + (given.isEmpty() ? "" : ", " + given);
    }

    private static String way(BenchmarkParams params) {
        return words(params.getBenchmark().replaceFirst(".*\\.", ""));
    }

    /** A name of Java as words: {@code AsyncAndAwait} is "async and await". */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
