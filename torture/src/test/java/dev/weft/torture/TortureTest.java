package dev.weft.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line, with goals that do nothing. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TortureTest {
    private static final Goal GOOD = new Sample("R-91", Measured.of(Check.none("leaked", List.of())), false);
    private static final Goal BAD =
            new Sample("R-92", Measured.of(Check.within("p99", 51, 50), Check.told("\"12\" tries")), false);
    private static final Goal HARMFUL = new Sample("R-93", Measured.of(Check.told("never run")), true);

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void everyGoalHasALineForEachDriverAndAPromiseThatDoesNotHoldIsStatusOne() throws IOException {
        var json = folder.resolve("out.json");

        assertThat(run("--seed", "7", "--url", ShortRun.server().url(), "--json", json.toString()))
                .isEqualTo(1);

        assertThat(text())
                .contains("seed 7", "2 of 6 did not hold")
                .containsPattern("R-91 +hosted +ok +0 leaked +\\[pass: 0 leaked]")
                .containsPattern("R-91 +native +ok")
                .containsPattern("R-92 +native +NOT OK +p99 51.0 ms, \"12\" tries +\\[pass: 50 ms]")
                .containsPattern("R-93 +hosted +left out");
        assertThat(json)
                .content()
                .contains(
                        "\"seed\": 7",
                        "\"command\": \"./weft torture --seed 7 --url URL --json ",
                        "\"goal\": \"R-92\", \"title\": \"a sample\", \"driver\": \"hosted\", \"state\": \"NOT OK\", "
                                + "\"figure\": \"p99 51.0 ms, \\\"12\\\" tries\", \"passMark\": \"50 ms\"")
                .doesNotContain("weft:weft");
    }

    @Test
    void onlyTheChosenGoalsRunAndStatusIsZeroIfTheyHold() {
        assertThat(run("--goal", "r-91", "--url", ShortRun.server().url())).isZero();

        assertThat(text()).contains("every promise held").doesNotContain("R-92");
    }

    @Test
    void aGoalThatCannotBeMeasuredDoesNotHold() {
        var broken = new Goal() {
            @Override
            public String id() {
                return "R-94";
            }

            @Override
            public String title() {
                return "broken";
            }

            @Override
            public Measured run(Rig rig) throws IOException {
                throw new IOException("no such table");
            }
        };

        assertThat(run(List.of(broken), "--url", ShortRun.server().url())).isEqualTo(1);

        assertThat(text()).contains("failed: java.io.IOException: no such table");
    }

    @Test
    void aWrongOptionIsStatusTwoAndTheNearestIsNamed() {
        assertThat(run("--mintues", "3")).isEqualTo(2);

        assertThat(text()).contains("Unknown option", "--minutes");
    }

    @Test
    void aWrongGoalIsStatusTwoAndTheGoalsAreNamed() {
        assertThat(run("--goal", "R-99")).isEqualTo(2);

        assertThat(text()).contains("there is no goal R-99; the goals are R-91, R-92, R-93");
    }

    @Test
    void aWrongTimeOrServerIsStatusTwo() {
        assertThat(run("--minutes", "0")).isEqualTo(2);
        assertThat(run("--url", "sqlite://")).isEqualTo(2);

        assertThat(text()).contains("--minutes must be at least 1, but was 0", "--url must begin with postgresql:");
    }

    @Test
    void peersWithoutTheirJarsOrOnSomebodysServerAreStatusTwo() {
        assertThat(run("--peers")).isEqualTo(2);
        assertThat(run("--peers", "--url", ShortRun.server().url())).isEqualTo(2);

        assertThat(text()).contains("start it by ./weft torture", "--peers crashes its server: leave --url out");
    }

    @Test
    void theGoalsHaveNumbersOfTheirOwn() {
        assertThat(Goals.all()).extracting(Goal::id).doesNotHaveDuplicates().contains("R-1", "R-4", "R-5", "R-26");
    }

    private int run(String... arguments) {
        return run(List.of(GOOD, BAD, HARMFUL), arguments);
    }

    private int run(List<Goal> known, String... arguments) {
        var out = new PrintStream(told, true, StandardCharsets.UTF_8);
        return Torture.run(out, out, known, arguments);
    }

    private String text() {
        return told.toString(StandardCharsets.UTF_8);
    }

    private record Sample(String id, Measured measured, boolean harmsTheServer) implements Goal {
        @Override
        public String title() {
            return "a sample";
        }

        @Override
        public Measured run(Rig rig) {
            return measured;
        }
    }
}
