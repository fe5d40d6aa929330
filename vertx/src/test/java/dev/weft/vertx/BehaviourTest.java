package dev.weft.vertx;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.weft.spec.Spec;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The canary of the behaviour tests that run again in this world. */
@Spec({"ON-1", "SC-32"})
class BehaviourTest {
    @Test
    void theCanaryFailsInsideAnAwaitletOfThisWorld() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass("dev.weft.awaitlet.InWorldTest$Canary"))
                .execute()
                .testEvents()
                .assertStatistics(events -> events.started(1).failed(1))
                .assertThatEvents()
                .haveExactly(1, event(test("sings"), finishedWithFailure(message("in Vert.x, in an awaitlet: true"))));
    }
}
