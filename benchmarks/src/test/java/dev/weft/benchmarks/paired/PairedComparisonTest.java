package dev.weft.benchmarks.paired;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That both contenders run and are compared, not how fast they are. */
@Timeout(120)
class PairedComparisonTest {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @Test
    void bothContendersRunInTurnsAndAreCompared() throws Exception {
        run("point-select");

        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("round 1 of 2: Vert.x client ", "round 2 of 2: Vert.x client ")
                .containsPattern("Weft, native driver takes \\d+\\.\\d\\d times the processor time of Vert.x client");
    }

    @Test
    void poolsAreComparedByTheirHandOff() throws Exception {
        run("hand-off");

        assertThat(told.toString(StandardCharsets.UTF_8))
                .containsPattern("Weft takes \\d+\\.\\d\\d times the processor time of HikariCP on virtual threads")
                .containsPattern("Weft takes \\d+\\.\\d\\d times .* of a connection for each awaitlet");
    }

    @Test
    void anOperationOfASessionIsComparedWithHibernatesOwn() throws Exception {
        run("session");

        assertThat(told.toString(StandardCharsets.UTF_8))
                .containsPattern("find that the session holds: AsyncSession takes -?\\d+\\.\\d\\d us of CPU more")
                .containsPattern("find that reads a row: AsyncSession takes -?\\d+\\.\\d\\d us of CPU more");
    }

    private void run(String name) throws Exception {
        new PairedComparison(new PrintStream(told, true, StandardCharsets.UTF_8), 2, 640).run(name);
    }
}
