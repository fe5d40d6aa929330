package dev.weft.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What waiting costs where no clock is needed to tell: heap, and turns on the carrier thread. */
@Timeout(120)
class FootprintTest {
    private static final int BYTES_EACH = 4_000; // 400 MB for 100,000

    @Test
    void aWaitingAwaitletTakesFewKilobytesOfHeap() {
        assertThat(Parked.bytesPerAwaitlet(20_000)).isBetween(100.0, (double) BYTES_EACH);
    }

    @Test
    @Spec({"AT-5", "SC-19"})
    void anAwaitOfACompleteFutureKeepsItsCarrierAndACheckpointOrAnEmptyGroupGivesItUpOnce(@TempDir Path folder)
            throws Exception {
        var out = folder.resolve("out");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.virtualThreadScheduler.parallelism=1",
                        "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Switches.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(Files.readString(out, UTF_8)).isEqualTo("""
                10000 awaits of a complete future: 0 switches
                10000 checkpoints: 10000 switches
                10000 groups without tasks: 10000 switches
                10000 awaits of a pending future: 10000 switches
                """);
    }
}
