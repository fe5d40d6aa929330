package dev.weft.benchmarks.compare;

import dev.weft.peers.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who does what.
 *
 * @param scenarios in order
 * @param contenders in order
 * @param offered what each contender says that it offers; those that did not answer are absent
 * @param pace how long
 */
record Plan(List<Scenario> scenarios, List<Contender> contenders, Map<Contender, Set<Workload>> offered, Pace pace) {
    private static final double START_SECONDS = 1.2;
    private static final double OPEN_SECONDS = 0.4;
    private static final double CROWD_SECONDS = 1.2;
    private static final double STORM_SECONDS = 0.15;
    private static final double PARK_SECONDS = 1.2;
    /** Most are stable before the last of them. */
    private static final double PART_OF_WARM_UPS = 0.5;

    List<Contender> participants(Scenario scenario) {
        return contenders.stream()
                .filter(contender -> contender.fits(scenario))
                .filter(contender -> scenario.workload(offered.getOrDefault(contender, Set.of()))
                        .isPresent())
                .toList();
    }

    /** About how long a scenario takes, in seconds, for the progress to be told. */
    double seconds(Scenario scenario) {
        var round = pace.millis() / 1e3;
        var warmUps = round * pace.warmUps() * PART_OF_WARM_UPS;
        var rounds = pace.rounds(scenario.load());
        var each = switch (scenario.load()) {
            case STEADY, BURST, STREAM -> opening() + round * rounds + warmUps;
            case OPEN -> opening() + pace.openMillis() / 1e3 * rounds + warmUps;
            case CROWD -> opening() + CROWD_SECONDS * pace.crowd() / 1e4 * (rounds + 1);
            case STORM -> opening() + (round + STORM_SECONDS) * rounds;
            case START -> START_SECONDS * rounds;
            case PARK -> (opening() + PARK_SECONDS + round * Entrant.STABLE) * rounds;
        };
        return each * participants(scenario).size() + breakingIn(scenario);
    }

    /** How long it takes to start JVMs that stay, for who has not taken part before. */
    private double breakingIn(Scenario scenario) {
        if (!pace.jvmsStay() || scenario.load() == Load.START) {
            return 0;
        }
        var before = scenarios.subList(0, scenarios.indexOf(scenario)).stream()
                .flatMap(earlier -> participants(earlier).stream())
                .toList();
        var newcomers = participants(scenario).stream()
                .filter(contender -> !before.contains(contender))
                .count();
        return newcomers * (START_SECONDS + pace.breakIn().toMillis() / 1e3);
    }

    private double opening() {
        return pace.jvmsStay() ? OPEN_SECONDS : START_SECONDS;
    }

    /** What no hurry makes less of that: what is opened, and rounds that take as long as they take. */
    private double fixedSeconds(Scenario scenario) {
        return switch (scenario.load()) {
            case START, PARK -> seconds(scenario);
            default -> opening() * participants(scenario).size() + breakingIn(scenario);
        };
    }

    /** The same at the pace that is right for a scenario and those after it, if there is only so much time for them. */
    Plan within(double secondsLeft, Scenario next) {
        var last = scenarios.subList(scenarios.indexOf(next), scenarios.size());
        var all = last.stream().mapToDouble(this::seconds).sum();
        var fixed = last.stream().mapToDouble(this::fixedSeconds).sum();
        return all <= secondsLeft
                ? this
                : new Plan(scenarios, contenders, offered, pace.hurried((secondsLeft - fixed) / (all - fixed)));
    }
}
