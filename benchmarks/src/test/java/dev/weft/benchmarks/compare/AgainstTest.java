package dev.weft.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.peers.workload.Figure;
import dev.weft.peers.workload.Round;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a second run says beside a first. */
class AgainstTest {
    private static final String BASELINE = "hikari-virtual";
    private static final List<Contender> CONTENDERS = List.of(contender(BASELINE), contender("weft-hosted"));

    @Test
    void aDifferenceWithinTheSpreadOfEitherRunIsNotMarked() {
        var before = report(10, 11, 12, 13, 14);
        var now = report(12, 13, 14, 15, 16);

        assertThat(lines(before, now)).anyMatch(line -> line.contains("ratio 1.40, was 1.20 (+17 %)"));
        assertThat(lines(before, now)).noneMatch(line -> line.contains("WORSE"));
    }

    @Test
    void aDifferenceBeyondTheSpreadOfBothIsMarked() {
        assertThat(lines(report(10, 10, 10, 10, 30), report(13, 13, 13, 13, 13)))
                .anyMatch(line -> line.endsWith("ratio 1.30, was 1.00 (+30 %)  WORSE"));
        assertThat(lines(report(13, 13, 13, 13, 13), report(10, 10, 10, 10, 10)))
                .anyMatch(line -> line.endsWith("BETTER"));
    }

    @Test
    void aDifferenceThatTwoRunsOfTheSameMayHaveIsNotMarked() {
        assertThat(lines(report(10, 10, 10, 10, 10), report(10.9, 10.9, 10.9, 10.9, 10.9)))
                .noneMatch(line -> line.contains("WORSE"));
    }

    @Test
    void whatFailsNowIsTold() {
        var before = report(10, 10, 10, 10, 10);
        var now = new Report(
                "later",
                "",
                before.machine(),
                Map.of(),
                List.of(new Result(Scenario.POINT_SELECT, "weft-hosted", new Outcome.Failed("no route"))));

        assertThat(lines(before, now)).anyMatch(line -> line.endsWith("FAILED now: no route"));
        assertThat(lines(now, before)).anyMatch(line -> line.endsWith("failed before, not now"));
    }

    @Test
    void whatIsTooWideIsCalledNoisy() {
        assertThat(new Series(List.of(1.0, 1.0, 1.05, 1.1, 9.0)).isNoisy()).isFalse();
        assertThat(new Series(List.of(1.0, 1.0, 1.05, 1.2, 9.0)).isNoisy()).isTrue();
    }

    @Test
    void aReportIsReadAsItWasWritten() {
        var report = new Report(
                "2026-11-22T08:00:00Z",
                "./weft compare",
                Map.of("processors", "2"),
                Map.of("postgresql", "42"),
                List.of(
                        new Result(Scenario.FIND, "a", new Outcome.Failed("said \"no\"\n")),
                        new Result(Scenario.FIND, "b", new Outcome.NotOffered("they offer no such thing")),
                        new Result(Scenario.FIND, "c", new Outcome.Measured(List.of(round(1.5)), false))));

        assertThat(Report.parse(report.json())).isEqualTo(report);
    }

    private static List<String> lines(Report before, Report now) {
        return new Against(before, now, CONTENDERS, new Baseline(CONTENDERS, "")).lines();
    }

    private static Contender contender(String id) {
        return new Contender(id, id, Contender.Kind.SQL, false, List.of(), new Contender.Command("", "", List.of()));
    }

    /** A baseline that takes 10 us in each round, and a contender that takes as many as are given. */
    private static Report report(double... micros) {
        var rounds = Arrays.stream(micros).mapToObj(AgainstTest::round).toList();
        var base = rounds.stream().map(_ -> round(10)).toList();
        return new Report(
                "once",
                "",
                Map.of("processors", "2"),
                Map.of(),
                List.of(
                        new Result(Scenario.POINT_SELECT, BASELINE, new Outcome.Measured(base, true)),
                        new Result(Scenario.POINT_SELECT, "weft-hosted", new Outcome.Measured(rounds, true))));
    }

    private static Round round(double micros) {
        return new Round(Map.of(Figure.CPU_SECONDS, micros / 1e6, Figure.OPERATIONS, 1.0));
    }
}
