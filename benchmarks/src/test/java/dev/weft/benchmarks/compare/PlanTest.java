package dev.weft.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.peers.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long a comparison takes, and how it is hurried. */
class PlanTest {
    private static final Contender ONE = new Contender(
            "one", "One", Contender.Kind.SQL, false, List.of(), new Contender.Command("", "Main", List.of()));

    private final Pace pace = new Pace(
            false,
            Duration.ZERO,
            Duration.ofMinutes(9),
            5,
            3,
            Duration.ofMillis(200),
            10,
            1_000,
            10_000,
            Duration.ofSeconds(30));
    private final List<Scenario> scenarios =
            List.of(Scenario.POINT_SELECT, Scenario.OPEN_LOAD, Scenario.START_UP, Scenario.PARKED);
    private final Plan plan = new Plan(scenarios, List.of(ONE), Map.of(ONE, Set.of(Workload.SELECT)), pace);

    private static double seconds(Plan plan) {
        return plan.scenarios().stream().mapToDouble(plan::seconds).sum();
    }

    @Test
    void withTimeEnoughNothingIsHurried() {
        assertThat(plan.within(seconds(plan), Scenario.POINT_SELECT)).isSameAs(plan);
    }

    @Test
    void whatCannotBeHurriedIsMadeUpForByTheRest() {
        var left = seconds(plan) * 0.9;

        assertThat(seconds(plan.within(left, Scenario.POINT_SELECT))).isLessThanOrEqualTo(left);
    }

    @Test
    void noRoundIsHurriedToLessThanAQuarter() {
        assertThat(plan.within(0, Scenario.POINT_SELECT).pace().round()).isEqualTo(Duration.ofMillis(50));
        assertThat(plan.within(0, Scenario.PARKED).pace().rounds(Load.STEADY)).isEqualTo(5);
        assertThat(plan.within(0, Scenario.PARKED).pace().rounds(Load.PARK)).isEqualTo(3);
    }
}
