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
    private static final double PARK_SECONDS = 4.5;
    /** Most are stable before the last of them. */
    private static final double PART_OF_WARM_UPS = 0.7;

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
        var each = switch (scenario.load()) {
            case STEADY, BURST, STREAM -> START_SECONDS + round * (pace.rounds() + pace.warmUps() * PART_OF_WARM_UPS);
            case OPEN ->
                START_SECONDS + pace.rounds() * pace.openMillis() / 1e3 + round * pace.warmUps() * PART_OF_WARM_UPS;
            case CROWD -> START_SECONDS + (pace.rounds() + 1) * pace.crowd() / 1e4 * 1.2;
            case STORM -> START_SECONDS + pace.rounds() * (round + 0.3);
            case START -> START_SECONDS * pace.rounds();
            case PARK -> (START_SECONDS + PARK_SECONDS + round * Entrant.STABLE) * pace.rounds();
        };
        return each * participants(scenario).size();
    }

    /** What no hurry makes less of that: JVMs that start, and rounds that take as long as they take. */
    private double fixedSeconds(Scenario scenario) {
        return switch (scenario.load()) {
            case START, PARK -> seconds(scenario);
            default -> START_SECONDS * participants(scenario).size();
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
