package dev.weft.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;

/** The table of what Weft costs beside each baseline, by the fastest iterations and by the medians, in Markdown. */
final class Ratios {
    private Ratios() {}

    static String of(Collection<RunResult> results) {
        var subjects = results.stream()
                .map(Measured::of)
                .collect(Collectors.groupingBy(Measured::subject, LinkedHashMap::new, Collectors.toList()));
        var table = new StringBuilder();
        if (!subjects.isEmpty()) {
            table.append("| ratio | what | Weft | baseline | | by medians |\n|---:|---|---:|---:|---|---:|\n");
        }
        subjects.values().forEach(ways -> rows(ways, table));
        return table.toString();
    }

    private static void rows(List<Measured> ways, StringBuilder table) {
        for (var weft : ways.stream().filter(Measured::isWeft).toList()) {
            for (var baseline : ways.stream().filter(way -> !way.isWeft()).toList()) {
                table.append(String.format(
                        Locale.ROOT,
                        "| %.2f | %s | %s | %s | %s | %.2f |%n",
                        weft.nanos() / baseline.nanos(),
                        weft.subject(),
                        time(weft.nanos()),
                        time(baseline.nanos()),
                        baseline.way(),
                        weft.median() / baseline.median()));
            }
        }
    }

    /** A time in the unit in which it is easily read. */
    static String time(double nanos) {
        return nanos < 1_000
                ? String.format(Locale.ROOT, "%.1f ns", nanos)
                : String.format(Locale.ROOT, "%.2f µs", nanos / 1_000);
    }
}
