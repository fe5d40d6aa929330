package dev.weft.benchmarks.compare;

import dev.weft.peers.workload.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of a scenario, for a terminal.
 *
 * @param report the run
 * @param contenders in order
 * @param baseline beside whom they are set
 */
record Table(Report report, List<Contender> contenders, Baseline baseline) {
    private static final String NONE = "-";
    private static final int NAMES = 30;
    private static final int WIDTH = 12;
    private static final int LONGEST = 160;

    /** A heading, and a line for every contender, whatever came of it. */
    List<String> lines(Scenario scenario) {
        var lines = new ArrayList<String>();
        lines.add(scenario.id() + ": " + scenario.title() + "; ratios beside " + baselines(scenario));
        var columns = scenario.load().columns();
        var heading = new StringBuilder(" ".repeat(NAMES));
        heading.append(right(columns.getFirst().title(), WIDTH))
                .append(right("least-most", WIDTH + 8))
                .append(right("ratio", WIDTH - 2));
        columns.stream().skip(1).forEach(column -> heading.append(right(column.title(), WIDTH + 2)));
        lines.add(heading.toString());
        var absent = new TreeMap<String, List<String>>();
        for (var contender : contenders) {
            for (var result : report.results()) {
                if (result.scenario() != scenario || !result.contender().equals(contender.id())) {
                    continue;
                }
                if (result.outcome() instanceof Outcome.NotOffered not) {
                    absent.computeIfAbsent(not.why(), _ -> new ArrayList<>()).add(contender.name());
                } else {
                    lines.add("  " + left(contender.name(), NAMES - 2) + told(contender, result));
                }
            }
        }
        absent.forEach((why, who) -> lines.add("  not measured, as " + why + ": " + String.join("; ", who)));
        return lines;
    }

    private String told(Contender contender, Result result) {
        return switch (result.outcome()) {
            case Outcome.Failed failed -> "  FAILED: " + cut(failed.why());
            case Outcome.NotOffered not -> "  not measured, as " + not.why();
            case Outcome.Measured measured -> measured(contender, result.scenario(), measured);
        };
    }

    private static String cut(String why) {
        return why.length() > LONGEST ? why.substring(0, LONGEST) + "..." : why;
    }

    private String measured(Contender contender, Scenario scenario, Outcome.Measured measured) {
        var columns = scenario.load().columns();
        var primary = columns.getFirst();
        var line = new StringBuilder(value(measured.rounds(), primary, WIDTH));
        var series = Series.of(measured.rounds(), primary);
        line.append(right(
                series.map(all -> primary.quantity().show(all.least()) + "-"
                                + primary.quantity().show(all.most()))
                        .orElse(NONE),
                WIDTH + 8));
        var ratio = ratio(contender, scenario, measured.rounds());
        line.append(right(ratio.map(all -> Quantity.RATIO.show(all.median())).orElse(NONE), WIDTH - 2));
        columns.stream().skip(1).forEach(column -> line.append(value(measured.rounds(), column, WIDTH + 2)));
        if (ratio.isPresent() && ratio.orElseThrow().isNoisy()) {
            line.append("  noisy");
        }
        if (!measured.warm()) {
            line.append("  not yet warm");
        }
        return line.toString();
    }

    private Optional<Series> ratio(Contender contender, Scenario scenario, List<Round> rounds) {
        return report.rounds(scenario, baseline.of(contender.kind()))
                .flatMap(by -> Series.ratios(rounds, by, scenario.load().primary()));
    }

    private static String value(List<Round> rounds, Column column, int width) {
        return right(
                Series.of(rounds, column)
                        .map(series -> column.quantity().show(series.median()))
                        .orElse(NONE),
                width);
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(1, width - text.length())) + text;
    }

    private static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private String baselines(Scenario scenario) {
        return contenders.stream()
                .filter(contender -> report.rounds(scenario, contender.id()).isPresent())
                .map(contender -> baseline.of(contender.kind()))
                .distinct()
                .collect(Collectors.joining(" and "));
    }
}
