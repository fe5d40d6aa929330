package dev.weft.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What has changed since an earlier run.
 *
 * @param before the earlier run
 * @param now this run
 * @param contenders all of them
 * @param baseline beside whom they are set
 */
record Against(Report before, Report now, List<Contender> contenders, Baseline baseline) {

    /** A line for each contender in each scenario of both runs; what is beyond noise is marked. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("beside the run of " + before.started() + ":");
        if (!before.machine().equals(now.machine())) {
            lines.add("  the machines differ: only ratios can be set beside one another");
        }
        for (var result : now.results()) {
            contenders.stream()
                    .filter(contender -> contender.id().equals(result.contender()))
                    .findFirst()
                    .flatMap(contender -> line(result, contender))
                    .ifPresent(lines::add);
        }
        if (lines.size() == 1) {
            lines.add("  nothing was measured in both");
        }
        return lines;
    }

    private Optional<String> line(Result result, Contender contender) {
        var scenario = result.scenario();
        var was = before.results().stream()
                .filter(one -> one.scenario() == scenario && one.contender().equals(contender.id()))
                .findFirst();
        if (was.isEmpty()) {
            return Optional.empty();
        }
        var what = "  %-14s %-28s ".formatted(scenario.id(), contender.name());
        if (result.outcome() instanceof Outcome.Failed failed) {
            return was.get().outcome() instanceof Outcome.Failed
                    ? Optional.empty()
                    : Optional.of(what + "FAILED now: " + failed.why());
        }
        if (was.get().outcome() instanceof Outcome.Failed) {
            return Optional.of(what + "failed before, not now");
        }
        return change(scenario, contender).map(change -> what + change);
    }

    private Optional<String> change(Scenario scenario, Contender contender) {
        var ratioBefore = ratio(before, scenario, contender);
        var ratioNow = ratio(now, scenario, contender);
        if (ratioBefore.isPresent() && ratioNow.isPresent()) {
            return Optional.of(told("ratio", Quantity.RATIO, ratioBefore.get(), ratioNow.get()));
        }
        var primary = scenario.load().primary();
        var valueBefore = before.rounds(scenario, contender.id()).flatMap(rounds -> Series.of(rounds, primary));
        var valueNow = now.rounds(scenario, contender.id()).flatMap(rounds -> Series.of(rounds, primary));
        return valueBefore.isPresent() && valueNow.isPresent()
                ? Optional.of(told(primary.title(), primary.quantity(), valueBefore.get(), valueNow.get()))
                : Optional.empty();
    }

    /** Beside its baseline, which itself is told as it is. */
    private Optional<Series> ratio(Report report, Scenario scenario, Contender contender) {
        var by = baseline.of(contender.kind());
        if (by.equals(contender.id())) {
            return Optional.empty();
        }
        var rounds = report.rounds(scenario, contender.id());
        var others = report.rounds(scenario, by);
        return rounds.isPresent() && others.isPresent()
                ? Series.ratios(rounds.get(), others.get(), scenario.load().primary())
                : Optional.empty();
    }

    private static String told(String what, Quantity quantity, Series before, Series now) {
        var change = String.format(
                Locale.ROOT,
                "%s %s, was %s (%+.0f %%)",
                what,
                quantity.show(now.median()),
                quantity.show(before.median()),
                before.median() == 0 ? 0 : (now.median() / before.median() - 1) * 100);
        if (!now.differs(before)) {
            return change;
        }
        return change + (now.median() < before.median() ? "  BETTER" : "  WORSE");
    }
}
