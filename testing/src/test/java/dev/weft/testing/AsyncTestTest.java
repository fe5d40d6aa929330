package dev.weft.testing;

import static dev.weft.testing.EngineTestTest.failures;
import static dev.weft.testing.EngineTestTest.onlyFailure;
import static dev.weft.testing.EngineTestTest.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class AsyncTestTest {
    @AfterAll
    static void endWhatTheSamplesLeft() {
        Samples.AsyncAwaitletLeft.END.complete(null);
    }

    @Test
    @Spec("SC-32")
    void aTestRunsInEveryBackend() {
        var run = run(Samples.InEveryBackend.class);

        assertThat(failures(run)).isEmpty();
        assertThat(run.testEvents().succeeded().stream()
                        .map(event -> event.getTestDescriptor().getDisplayName()))
                .containsExactly("[1] virtual threads", "[2] Reactor", "[3] Vert.x");
    }

    @Test
    @Spec({"ON-1", "PF-1", "SC-32"})
    void theCanaryOfEachBackendFailsInThatBackend() {
        assertThat(failures(run(Samples.AsyncCanary.class)).stream().map(Throwable::getMessage))
                .containsExactly(
                        "in virtual threads, in an awaitlet: true",
                        "in Reactor, in an awaitlet: true",
                        "in Vert.x, in an awaitlet: true");
    }

    @Test
    void anAwaitletLeftIsFound() {
        assertThat(onlyFailure(run(Samples.AsyncAwaitletLeft.class)))
                .isInstanceOf(LeakFound.class)
                .hasMessageContaining("an awaitlet is live");
    }

    @Test
    void aTestThatDoesNotEndFailsInEveryBackend() {
        assertThat(failures(run(Samples.AsyncEndless.class)))
                .hasSize(3)
                .allSatisfy(failure -> assertThat(failure).hasMessageContaining("timed out after 300 milliseconds"));
    }
}
