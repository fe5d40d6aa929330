package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
class AsyncTest {
    @Test
    @Spec("AW-2")
    void asyncAnswersAFutureBeforeItsBodyEnds() throws Exception {
        var gate = new CountDownLatch(1);
        CompletableFuture<String> result = async(() -> {
            gate.await();
            return "done";
        });

        assertThat(result).isNotDone();
        gate.countDown();
        assertThat(Soon.value(result)).isEqualTo("done");
    }

    @Test
    @Spec("AW-2")
    void aBodyWithoutAResultIsAnAwaitletToo() throws Exception {
        var heard = new ArrayList<String>();

        var ended = async(() -> {
            heard.add(await(CompletableFuture.completedFuture("heard")));
        });

        assertThat(ended).succeedsWithin(Duration.ofSeconds(10)).isNull();
        assertThat(heard).containsExactly("heard");
    }

    @Test
    @Spec("AW-3")
    void aBodyThatNeverAwaitsIsSimplyAnswered() throws Exception {
        assertThat(Soon.value(async(() -> 42))).isEqualTo(42);
    }

    @Test
    @Spec("AW-3")
    void aBodyThatHadToAwaitAndDidNotIsAFailure() throws Exception {
        var options = AsyncOptions.defaults().named("report").requireAwaitToOccur();

        assertThat(Soon.failure(async(options, () -> 42)))
                .isInstanceOf(NoAwaitOccurred.class)
                .hasMessageStartingWith("[ER-103]")
                .hasMessageContaining("\"report\"");
    }

    @Test
    @Spec("AW-3")
    void aBodyThatHadToAwaitAndDidIsAnswered() throws Exception {
        var options = AsyncOptions.defaults().requireAwaitToOccur();

        assertThat(Soon.value(async(options, () -> await(CompletableFuture.completedFuture(42)))))
                .isEqualTo(42);
    }

    @Test
    @Spec("AW-3")
    void theFailureOfABodyIsNotReplacedByTheMissingAwait() throws Exception {
        var options = AsyncOptions.defaults().requireAwaitToOccur();
        var failure = new IllegalStateException("the body's own");

        assertThat(Soon.failure(async(options, () -> {
                    throw failure;
                })))
                .isSameAs(failure);
    }

    @Test
    @Spec("AW-17")
    void aCallThatReallyBlocksStopsItsOwnAwaitletOnly() throws Exception {
        var gate = new CountDownLatch(1);
        var blocked = new ArrayList<CompletableFuture<String>>();
        for (var i = 0; i < 10 * Runtime.getRuntime().availableProcessors(); i++) {
            blocked.add(async(() -> {
                gate.await();
                return "unblocked";
            }));
        }

        assertThat(Soon.value(async(() -> await(CompletableFuture.supplyAsync(() -> "not held up")))))
                .isEqualTo("not held up");
        assertThat(blocked).noneMatch(CompletableFuture::isDone);
        gate.countDown();
        for (var result : blocked) {
            assertThat(Soon.value(result)).isEqualTo("unblocked");
        }
    }

    @Test
    @Spec("AW-21")
    void anAwaitletRunsOnOneVirtualThreadFromStartToEnd() throws Exception {
        var threads = Soon.value(async(() -> {
            var seen = new ArrayList<Thread>();
            for (var i = 0; i < 10; i++) {
                seen.add(Thread.currentThread());
                var _ = await(CompletableFuture.supplyAsync(() -> "elsewhere"));
            }
            return seen;
        }));

        assertThat(threads).allMatch(Thread::isVirtual);
        assertThat(threads.stream().distinct()).hasSize(1);
    }

    @Test
    @Spec("AW-8")
    void awaitletsNestByAwaitToAnyDepth() throws Exception {
        assertThat(Soon.value(nested(200, () -> "from below"))).isEqualTo("from below");
    }

    @Test
    @Spec("AW-8")
    void aFailurePassesThroughEveryLevel() throws Exception {
        var failure = new Exception("from below");

        assertThat(Soon.failure(nested(200, () -> {
                    throw failure;
                })))
                .isSameAs(failure);
    }

    @Test
    @Spec({"AW-8", "AW-15"})
    void aCancelPassesThroughEveryLevel() throws Exception {
        var never = new CompletableFuture<String>();
        var outermost = nested(200, () -> await(never));
        Soon.awaited(never);

        outermost.cancel(true);

        Soon.holds(never::isCancelled, "the innermost stage goes on");
    }

    @Test
    @Spec("AW-25")
    void currentIsTheRunningAwaitlet() throws Exception {
        var seen = new CompletableFuture<Awaitlet>();
        var _ = Soon.value(async(AsyncOptions.defaults().named("import"), () -> {
            var current = Awaitlets.current().orElseThrow();
            assertThat(current.ended()).isFalse();
            assertThat(Awaitlets.live()).contains(current);
            assertThat(Awaitlets.require("to look")).isSameAs(current);
            seen.complete(current);
        }));

        var awaitlet = Soon.value(seen);
        assertThat(awaitlet.name()).isEqualTo("import");
        assertThat(awaitlet.ended()).isTrue();
        assertThat(Awaitlets.live()).doesNotContain(awaitlet);
        assertThat(Awaitlets.current()).isEmpty();
    }

    @Test
    @Spec("AW-2")
    void anAwaitletWithoutANameIsNumbered() throws Exception {
        var first = Soon.value(async(() -> Awaitlets.require("name").name()));
        var second = Soon.value(async(() -> Awaitlets.require("name").name()));

        assertThat(List.of(first, second)).allMatch(name -> name.matches("awaitlet-\\d+"));
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    @Spec("AW-10")
    void theSiteIsTheCallThatStartedTheAwaitlet() throws Exception {
        var site = Soon.value(async(() -> Awaitlets.require("site").site().orElseThrow()));

        assertThat(site.getClassName()).isEqualTo(AsyncTest.class.getName());
        assertThat(site.getMethodName()).isEqualTo("theSiteIsTheCallThatStartedTheAwaitlet");
    }

    @Test
    @Spec("AW-10")
    void theSiteIsLeftOutWhereItIsNotWanted() throws Exception {
        var site = Soon.value(async(
                AsyncOptions.defaults().withoutSite(),
                () -> Awaitlets.require("site").site()));

        assertThat(site).isEmpty();
    }

    private static CompletableFuture<String> nested(int depth, Callable<String> innermost) {
        return depth == 0 ? async(innermost) : async(() -> await(nested(depth - 1, innermost)));
    }

    @Test
    @Spec("AW-2")
    void whoeverIsToldOfTheEndOfAnAwaitletFindsItEndedAndItsFutureNotYetComplete() throws Exception {
        var gate = new CountDownLatch(1);
        var seen = new CompletableFuture<String>();
        var result = async(() -> {
            gate.await();
            return "done";
        });
        var awaitlet = result.worker().orElseThrow();
        var _ = awaitlet.whenEnded().thenRun(() -> seen.complete(awaitlet.ended() + " " + result.isDone()));

        gate.countDown();

        assertThat(Soon.value(seen)).isEqualTo("true false");
        assertThat(Soon.value(result)).isEqualTo("done");
        assertThat(awaitlet.whenEnded().toCompletableFuture()).isCompleted();
    }
}
