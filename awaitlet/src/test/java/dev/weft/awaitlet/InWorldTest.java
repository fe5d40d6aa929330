package dev.weft.awaitlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.weft.awaitlet.world.World;
import dev.weft.spec.Spec;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The canary of the behaviour tests: what fails inside an awaitlet of a world fails the test. */
@Spec("SC-32")
class InWorldTest {
    @AwaitletTest
    void theBodyOfATestRunsInsideAnAwaitlet() {
        assertThat(Awaitlets.inAwaitlet()).isTrue();
        assertThat(Awaitlets.await(CompletableFuture.supplyAsync(() -> 7))).isEqualTo(7);
    }

    @Test
    void theCanaryFailsBecauseItsBodyFailsInsideItsAwaitlet() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(Canary.class))
                .execute()
                .testEvents()
                .assertStatistics(events -> events.started(1).failed(1))
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(test("sings"), finishedWithFailure(message("in virtual threads, in an awaitlet: true"))));
    }

    /** Fails, on purpose; in each world by a test of the module that brings it. */
    static class Canary {
        @AwaitletTest
        void sings() {
            throw new AssertionError("in " + World.here().name() + ", in an awaitlet: " + Awaitlets.inAwaitlet());
        }
    }
}
