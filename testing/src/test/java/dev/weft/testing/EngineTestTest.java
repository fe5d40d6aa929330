package dev.weft.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.weft.spec.Spec;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class EngineTestTest {
    private static final long RUNS = 8; // 4 databases, of which 2 in 2 more backends

    @Test
    void aTestRunsOnEveryDatabaseAndBackend() {
        var run = run(Samples.Parameters.class);

        assertThat(failures(run)).isEmpty();
        assertThat(run.testEvents().succeeded().stream()
                        .map(event -> event.getTestDescriptor().getDisplayName()))
                .containsExactly(
                        "[1] SQLite, virtual threads",
                        "[2] SQLite, Reactor",
                        "[3] SQLite, Vert.x",
                        "[4] H2, virtual threads",
                        "[5] PostgreSQL, virtual threads",
                        "[6] PostgreSQL, Reactor",
                        "[7] PostgreSQL, Vert.x",
                        "[8] MariaDB, virtual threads");
    }

    @Test
    void everyTestHasAnEmptyDatabase() {
        var run = run(Samples.Passing.class);

        assertThat(failures(run)).isEmpty();
        run.testEvents().assertStatistics(events -> events.succeeded(2L * RUNS));
    }

    @Test
    void aTestMayChooseItsDatabases() {
        var run = run(Samples.OnTwo.class);

        assertThat(failures(run)).isEmpty();
        assertThat(run.testEvents().succeeded().stream()
                        .map(event -> event.getTestDescriptor().getDisplayName()))
                .containsExactlyInAnyOrder(
                        "[1] SQLite, virtual threads",
                        "[2] SQLite, Reactor",
                        "[3] SQLite, Vert.x",
                        "[4] H2, virtual threads",
                        "[1] SQLite, virtual threads",
                        "[2] SQLite, Reactor",
                        "[3] SQLite, Vert.x",
                        "[4] H2, virtual threads");
    }

    @Test
    void aTestMayChooseItsBackends() {
        var run = run(Samples.InTwoBackends.class);

        assertThat(failures(run)).isEmpty();
        assertThat(run.testEvents().succeeded().stream()
                        .map(event -> event.getTestDescriptor().getDisplayName()))
                .containsExactly("[1] SQLite, Reactor", "[2] SQLite, Vert.x");
    }

    @Test
    void aTestThatRunsInNoBackendFails() {
        var run = run(Samples.InNoBackend.class);

        assertThat(run.containerEvents().failed().stream()
                        .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()))
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("runs nowhere"));
    }

    @Test
    @Spec({"ON-1", "PF-1", "SC-32"})
    void theCanaryOfEachBackendFailsInThatBackend() {
        assertThat(failures(run(Samples.BackendCanary.class)).stream().map(Throwable::getMessage))
                .containsExactly(
                        "in virtual threads, in an awaitlet: true",
                        "in Reactor, in an awaitlet: true",
                        "in Vert.x, in an awaitlet: true");
    }

    @Test
    void aTestThatChoosesNoDatabaseFails() {
        var run = run(Samples.OnNone.class);

        assertThat(run.containerEvents().failed().stream()
                        .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()))
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("excepts every database"));
    }

    @Test
    @Spec({"PF-1", "SC-32"})
    void anAssertionThatFailsInAnAwaitletFailsTheTestOnEveryDatabase() {
        var run = run(Samples.Canaries.class);

        run.testEvents().assertStatistics(events -> events.succeeded(0).failed(3L * RUNS));
        assertThat(failures(run))
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(AssertionError.class)
                        .isNotInstanceOf(LeakFound.class)
                        .hasMessageContaining("2"));
    }

    @Test
    void aTestThatDoesNotEndFailsAndShowsWhereItWas() {
        var failure = onlyFailure(run(Samples.Endless.class));

        assertThat(failure).hasMessageContaining("timed out after 300 milliseconds");
        assertThat(withSuppressed(failure).flatMap(each -> Arrays.stream(each.getStackTrace())))
                .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("waitsForEver"));
    }

    static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false")
                .execute();
    }

    static java.util.List<Throwable> failures(EngineExecutionResults run) {
        return run.allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .toList();
    }

    static Throwable onlyFailure(EngineExecutionResults run) {
        var failures = failures(run);
        assertThat(failures).hasSize(1);
        return failures.getFirst();
    }

    private static Stream<Throwable> withSuppressed(Throwable failure) {
        var inside = Stream.concat(Arrays.stream(failure.getSuppressed()), Stream.ofNullable(failure.getCause()));
        return Stream.concat(Stream.of(failure), inside.flatMap(EngineTestTest::withSuppressed));
    }
}
