package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@link Awaitlet#mayActFor}: who may use what an awaitlet owns. */
@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
@Spec("AW-25")
class MayActForTest {
    private final CompletableFuture<Boolean> never = new CompletableFuture<>();
    private final CompletableFuture<Awaitlet> owner = new CompletableFuture<>();
    private final CompletableFuture<Awaitlet> nested = new CompletableFuture<>();

    @Test
    void anAwaitletMayActForItself() throws Exception {
        assertThat(Soon.<Boolean>value(async(() -> me().mayActFor(me()))).booleanValue())
                .isTrue();
    }

    @Test
    void aNestedAwaitletMayActForOneThatWaitsForItAtAnyDepth() throws Exception {
        provesInnerMayActForOuter(async(() -> {
            owner.complete(me());
            return await(async(() -> await(async(() -> await(async(this::inner))))));
        }));
    }

    @Test
    void anAwaitletMayActForOneThatWaitsForAStageOfItsResult() throws Exception {
        provesInnerMayActForOuter(async(() -> {
            owner.complete(me());
            return await(async(this::inner).thenApply(may -> may));
        }));
    }

    @Test
    void anAwaitletThatAComposingStageStartedMayActForTheOneThatWaits() throws Exception {
        provesInnerMayActForOuter(async(() -> {
            owner.complete(me());
            return await(async(() -> "first").thenCompose(_ -> async(this::inner)));
        }));
    }

    @Test
    void aNestedAwaitletMayActForItsStarterFromItsFirstMoment() throws Exception {
        var may = Soon.value(async(() -> {
            var starter = me();
            return await(async(() -> me().mayActFor(starter)));
        }));

        assertThat(may.booleanValue()).isTrue();
    }

    private boolean inner() {
        nested.complete(me());
        return await(never);
    }

    private void provesInnerMayActForOuter(CompletableFuture<Boolean> running) throws Exception {
        var outermost = Soon.value(owner);
        var innermost = Soon.value(nested);

        Soon.holds(() -> innermost.mayActFor(outermost), "the inner awaitlet may not act for the outer");
        assertThat(outermost.mayActFor(innermost)).as("the other way round").isFalse();
        never.complete(true);
        assertThat(Soon.value(running)).isEqualTo(true);
    }

    @Test
    void anAwaitletMayNotActForOneThatDoesNotWaitForIt() throws Exception {
        var running = async(() -> {
            owner.complete(me());
            return await(never);
        });
        Soon.awaited(never);

        assertThat(Soon.<Boolean>value(async(() -> me().mayActFor(Soon.value(owner))))
                        .booleanValue())
                .isFalse();
        never.complete(true);
        var _ = Soon.value(running);
    }

    @Test
    void anyAwaitletMayActForOneThatHasEnded() throws Exception {
        var ended = Soon.value(async(MayActForTest::me));

        assertThat(Soon.<Boolean>value(async(() -> me().mayActFor(ended))).booleanValue())
                .isTrue();
    }

    @Test
    void aCircleOfWaitsIsNoReasonToWait() throws Exception {
        var first = new CompletableFuture<Awaitlet>();
        var other = new CompletableFuture<CompletableFuture<String>>();
        var one = async(() -> {
            first.complete(me());
            return await(await(other));
        });
        var two = async(() -> await(one));
        other.complete(two);
        Soon.awaited(one);
        Soon.awaited(two);

        assertThat(Soon.<Boolean>value(async(() -> me().mayActFor(Soon.value(first))))
                        .booleanValue())
                .isFalse();
        one.cancel(true);
        two.cancel(true);
    }

    private static Awaitlet me() {
        return Awaitlets.require("me");
    }
}
