package dev.weft.benchmarks.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A run as tables for a page, one for each kind of contender: what each scenario is about, and its ratio.
 *
 * @param report the run
 * @param contenders in order
 * @param baseline beside whom they are set
 */
record Markdown(Report report, List<Contender> contenders, Baseline baseline) {
    private static final String NONE = "-";

    List<String> lines() {
        var lines = new ArrayList<String>();
        for (var kind : Contender.Kind.values()) {
            var some = contenders.stream()
                    .filter(contender -> contender.kind() == kind)
                    .toList();
            var scenarios = Arrays.stream(Scenario.values())
                    .filter(scenario -> some.stream().anyMatch(contender -> isThere(scenario, contender)))
                    .toList();
            if (!scenarios.isEmpty()) {
                if (!lines.isEmpty()) {
                    lines.add("");
                }
                lines.add(row("", scenarios.stream().map(Scenario::id).toList()));
                lines.add("|---|" + "---:|".repeat(scenarios.size()));
                some.forEach(contender -> lines.add(row(
                        name(contender),
                        scenarios.stream()
                                .map(scenario -> cell(scenario, contender))
                                .toList())));
            }
        }
        return lines;
    }

    private static String row(String name, List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| " + name + " | ", " |"));
    }

    private static String name(Contender contender) {
        return contender.isOurs() ? "**" + contender.name() + "**" : contender.name();
    }

    private Optional<Outcome> outcome(Scenario scenario, Contender contender) {
        return report.results().stream()
                .filter(result ->
                        result.scenario() == scenario && result.contender().equals(contender.id()))
                .map(Result::outcome)
                .findFirst();
    }

    private boolean isThere(Scenario scenario, Contender contender) {
        return outcome(scenario, contender)
                .filter(outcome -> !(outcome instanceof Outcome.NotOffered))
                .isPresent();
    }

    private String cell(Scenario scenario, Contender contender) {
        return switch (outcome(scenario, contender).orElse(new Outcome.NotOffered(""))) {
            case Outcome.NotOffered _ -> NONE;
            case Outcome.Failed _ -> "failed";
            case Outcome.Measured(var rounds, var _) -> {
                var primary = scenario.load().primary();
                var value = Series.of(rounds, primary)
                        .map(series -> primary.quantity().show(series.median()).replace(" us", " µs"));
                var ratio = report.rounds(scenario, baseline.of(contender.kind()))
                        .flatMap(by -> Series.ratios(rounds, by, primary))
                        .map(series -> ", " + Quantity.RATIO.show(series.median()) + (series.isNoisy() ? "~" : ""));
                yield value.map(shown -> shown + ratio.orElse("")).orElse(NONE);
            }
        };
    }
}
