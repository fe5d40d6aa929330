package dev.weft.micrometer;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.TaskGroup;
import dev.weft.awaitlet.Workers;
import dev.weft.spec.Spec;
import io.micrometer.context.ContextRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(20)
@ExtendWith(Tag.class)
class RegisteredContextTest {
    @Test
    @Spec({"AW-18", "AW-20", "AW-25"})
    void aRegisteredThreadLocalIsSeenInTheAwaitlet() throws Exception {
        Tag.set("t1");

        assertThat(Soon.value(async(Tag::get))).isEqualTo("t1");
    }

    @Test
    @Spec({"AW-18", "AW-20"})
    void whatBlockingCodeSetsIsSeenInTheAsyncCodeItStartsAndInWhatThatAwaits() throws Exception {
        Tag.set("outside");
        var seen = async(() -> {
            Tag.set("set in blocking code");
            var below = await(async(() -> Tag.get() + ", " + await(async(Tag::get))));
            return below + ", " + Tag.get();
        });

        assertThat(Soon.value(seen)).isEqualTo("set in blocking code, set in blocking code, set in blocking code");
    }

    @Test
    @Spec({"AW-18", "AW-20"})
    void whatAnAwaitletSetsIsSeenNeitherByItsStarterNorByItsDependents() throws Exception {
        var gate = new CompletableFuture<String>();
        Tag.set("outer");
        var dependent = async(() -> {
                    Tag.set("inner");
                    return await(gate);
                })
                .thenApply(_ -> String.valueOf(Tag.get()));

        gate.complete("go");

        assertThat(Soon.value(dependent)).isEqualTo("null");
        assertThat(Tag.get()).isEqualTo("outer");
    }

    @Test
    @Spec("AW-20")
    void theThreadIsRestoredAfterAFailure() throws Exception {
        var gate = new CompletableFuture<String>();
        Tag.set("outer");
        var later = async(() -> {
                    Tag.set("inner");
                    throw new IllegalStateException(await(gate));
                })
                .handle((_, failure) -> failure.getMessage() + " " + Tag.get());

        gate.complete("failed");

        assertThat(Soon.value(later)).isEqualTo("failed null");
    }

    @Test
    @Spec("AW-20")
    void theThreadIsRestoredAfterACancel() throws Exception {
        var waiting = new CountDownLatch(1);
        Tag.set("outer");
        var result = async(() -> {
            Tag.set("inner");
            waiting.countDown();
            return await(new CompletableFuture<String>());
        });
        var later = result.handle((_, failure) -> (failure instanceof Cancelled) + " " + Tag.get());
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();

        result.requestCancel(CancelReason.requested("enough"));

        assertThat(Soon.value(later)).isEqualTo("true null");
    }

    @Test
    @Spec({"AW-18", "AW-20"})
    void theTasksOfAGroupSeeWhatTheCodeThatForksThemSees() throws Exception {
        Tag.set("outside");
        var seen = async(() -> TaskGroup.call(group -> {
            Tag.set("first");
            var first = group.fork(Tag::get);
            Tag.set("second");
            var second = group.fork(Tag::get);
            return first.await() + " " + second.await() + " " + Tag.get();
        }));

        assertThat(Soon.value(seen)).contains("first second second");
    }

    @Test
    @Spec({"AW-20", "SC-25", "AT-92"})
    void codeOnAWorkerThreadSeesTheContextAndLeavesNothingBehind() throws Exception {
        try (var workers = Workers.create("context", 1)) {
            Tag.set("first");
            var first = async(() -> workers.run(_ -> {}, () -> {
                var seen = Tag.get();
                Tag.set("bleeds");
                return seen;
            }));
            assertThat(Soon.value(first)).isEqualTo("first");

            Tag.set("second");
            assertThat(Soon.value(async(() -> workers.run(_ -> {}, Tag::get)))).isEqualTo("second");
        }
    }

    @Test
    @Spec({"AW-20", "AT-92"})
    void whatTheStarterDoesNotHaveTheNextTaskOnTheSameThreadDoesNotHaveEither() throws Exception {
        try (var workers = Workers.create("context", 1)) {
            var first = async(() -> workers.run(_ -> {}, () -> {
                Tag.set("bleeds");
                throw new IllegalStateException("ended by a failure");
            }));
            assertThat(first.handle((_, failure) -> failure)).succeedsWithin(10, TimeUnit.SECONDS);

            assertThat(Soon.value(async(() -> workers.run(_ -> {}, () -> String.valueOf(Tag.get())))))
                    .isEqualTo("null");
        }
    }

    @Test
    @Spec("AW-25")
    void anAccessorRegisteredLaterCountsFromThenOn() throws Exception {
        var late = new ThreadLocal<String>();
        late.set("here");
        assertThat(Soon.value(async(() -> String.valueOf(late.get())))).isEqualTo("null");

        ContextRegistry.getInstance().registerThreadLocalAccessor("weft.test.late", late);
        try {
            assertThat(Soon.value(async(() -> String.valueOf(late.get())))).isEqualTo("here");
        } finally {
            ContextRegistry.getInstance().removeThreadLocalAccessor("weft.test.late");
        }
    }
}
