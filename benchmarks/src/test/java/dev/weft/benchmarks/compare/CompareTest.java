package dev.weft.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That both contenders run and are compared, not how fast they are. */
@Timeout(120)
class CompareTest {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @Test
    void bothContendersRunInTurnsAndAreCompared() {
        assertThat(run("--rounds", "2", "--operations", "640")).isZero();

        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("round 1 of 2: Vert.x client ", "round 2 of 2: Vert.x client ")
                .containsPattern("Weft, native driver takes \\d+\\.\\d\\d times the processor time of Vert.x client");
    }

    @Test
    void poolsAreComparedByTheirHandOff() {
        assertThat(run("--scenario", "hand-off", "--rounds", "2", "--operations", "640"))
                .isZero();

        assertThat(told.toString(StandardCharsets.UTF_8))
                .containsPattern("Weft takes \\d+\\.\\d\\d times the processor time of HikariCP on virtual threads")
                .containsPattern("Weft takes \\d+\\.\\d\\d times .* of a connection for each awaitlet");
    }

    @Test
    void anOperationOfASessionIsComparedWithHibernatesOwn() {
        assertThat(run("--scenario", "session", "--rounds", "2", "--operations", "640"))
                .isZero();

        assertThat(told.toString(StandardCharsets.UTF_8))
                .containsPattern("find that the session holds: AsyncSession takes -?\\d+\\.\\d\\d us of CPU more")
                .containsPattern("find that reads a row: AsyncSession takes -?\\d+\\.\\d\\d us of CPU more");
    }

    @Test
    void aScenarioThatThereIsNotIsRefused() {
        assertThat(run("--scenario", "hand-on")).isEqualTo(2);

        assertThat(told.toString(StandardCharsets.UTF_8)).contains("point-select, hand-off and session");
    }

    @Test
    void tooFewRoundsOrOperationsAreRefused() {
        assertThat(run("--rounds", "0")).isEqualTo(2);
        assertThat(run("--operations", "31")).isEqualTo(2);

        assertThat(told.toString(StandardCharsets.UTF_8)).contains("at least 1 round, and at least 32 operations");
    }

    private int run(String... arguments) {
        return Compare.run(new PrintStream(told, true, StandardCharsets.UTF_8), arguments);
    }
}
