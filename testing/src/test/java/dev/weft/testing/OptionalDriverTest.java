package dev.weft.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.DriverMissing;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A database whose driver is missing, and a backend whose library is, in a JVM without H2 or without that. */
class OptionalDriverTest {
    @Test
    void aDatabaseWithoutDriverIsSkippedIfItIsOptional() throws Exception {
        assertThat(without("h2-", Samples.Optional.class))
                .contains("skipped=1 failed=0", "Add the dependency com.h2database:h2");
    }

    @Test
    void aDatabaseWithoutDriverFailsIfItIsNotOptional() throws Exception {
        assertThat(without("h2-", Samples.Required.class)).contains("skipped=0 failed=1", "ER-407");
    }

    @Test
    void anEngineOfTheNativeDriverIsRefusedAtOnceWithoutItsClient() {
        assertThatThrownBy(() -> AsyncEngine.create("postgresql+vertx://localhost/x"))
                .isInstanceOf(DriverMissing.class)
                .hasMessageContainingAll("ER-407", "io.vertx:vertx-pg-client");
    }

    @Test
    void aDatabaseWithDriverIsNotSkipped() {
        var run = EngineTestTest.run(Samples.Optional.class);

        run.testEvents().assertStatistics(events -> events.succeeded(1).skipped(0));
    }

    @Test
    void aBackendWithoutItsLibraryIsSkippedAndTheOthersAreNot() throws Exception {
        assertThat(without("reactor-core-", Samples.InEveryBackend.class))
                .contains(
                        "succeeded=2 skipped=1 failed=0",
                        "There is no Reactor",
                        "Add the dependency dev.weft:weft-reactor");
        assertThat(without("vertx-core-", Samples.InTwoBackends.class))
                .contains(
                        "succeeded=1 skipped=1 failed=0",
                        "There is no Vert.x",
                        "Add the dependency dev.weft:weft-vertx");
    }

    private static String without(String jar, Class<?> sample) throws IOException, InterruptedException {
        var classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(jar))
                .collect(Collectors.joining(File.pathSeparator));
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        Program.class.getName(),
                        sample.getName())
                .redirectErrorStream(true)
                .start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            var told = output.readAllAsString();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            return told;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Runs a sample and tells how it went. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws ClassNotFoundException {
            var run = EngineTestTest.run(Class.forName(arguments[0]));
            System.out.printf(
                    "succeeded=%d skipped=%d failed=%d%n",
                    run.testEvents().succeeded().count(),
                    run.testEvents().skipped().count(),
                    run.testEvents().failed().count());
            run.testEvents().skipped().stream()
                    .map(event -> event.getRequiredPayload(String.class))
                    .forEach(System.out::println);
            EngineTestTest.failures(run).forEach(System.out::println);
        }
    }
}
