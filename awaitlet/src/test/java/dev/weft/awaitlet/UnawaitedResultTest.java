package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
@Spec("AW-13")
@SuppressWarnings("FutureReturnValueIgnored") // futures inside futures are what this is about
class UnawaitedResultTest {
    @Test
    void aStageIsNoResultAndIsCancelled() throws Exception {
        var stage = new CompletableFuture<String>();

        assertThat(Soon.failure(async(AsyncOptions.defaults().named("report"), () -> stage)))
                .isInstanceOf(UnawaitedResult.class)
                .hasMessageStartingWith("[ER-105] awaitlet \"report\"")
                .hasMessageContaining(CompletableFuture.class.getName())
                .hasMessageContaining("await(stage)");
        assertThat(stage).isCancelled();
    }

    @Test
    void aCompletedStageIsNoResultEither() throws Exception {
        assertThat(Soon.failure(async(() -> CompletableFuture.completedFuture("ready"))))
                .isInstanceOf(UnawaitedResult.class);
    }

    @Test
    void anAwaitletIsNoResultAndEndsByCancel() throws Exception {
        var never = new CompletableFuture<String>();

        assertThat(Soon.failure(async(() -> async(() -> await(never))))).isInstanceOf(UnawaitedResult.class);
        Soon.holds(never::isCancelled, "the inner awaitlet goes on");
    }

    @Test
    void aPublisherIsNoResultAndIsNotSubscribedTo() throws Exception {
        var publisher = new ScriptedPublisher<String>();

        assertThat(Soon.failure(async(() -> (Flow.Publisher<String>) publisher)))
                .isInstanceOf(UnawaitedResult.class)
                .hasMessageContaining(ScriptedPublisher.class.getName());
        assertThat(publisher.subscribed()).isFalse();
    }

    @Test
    void aStageThatHidesItsFutureIsNoResultEither() throws Exception {
        assertThat(Soon.failure(async(() -> new HidingStage<String>()))).isInstanceOf(UnawaitedResult.class);
    }
}
