package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import example.Billing;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a reader sees of a failure that has crossed from async code through awaitlets. */
@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
class BridgeTraceTest {
    private static AsyncOptions named(String name) {
        return AsyncOptions.defaults().named(name);
    }

    private static CompletableFuture<String> failing() {
        return CompletableFuture.supplyAsync(() -> {
            throw new IllegalStateException("no such table");
        });
    }

    private static String printed(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    @Spec("AW-10")
    void theTraceReadsFromTheFailingOperationThroughEachAwaitToTheFirstStart() throws Exception {
        var outer = async(named("handle"), () -> await(Billing.chargeLater(named("charge"), failing())));

        var failure = Soon.failure(outer);

        assertThat(failure).isExactlyInstanceOf(IllegalStateException.class);
        assertThat(printed(failure).lines().map(BridgeTraceTest::withoutLineNumbers))
                .containsSubsequence(
                        "java.lang.IllegalStateException: no such table",
                        "\tSuppressed: awaited by awaitlet \"charge\" started at example.Billing.chargeLater(Billing.java)"
                                + " by awaitlet \"handle\" started at " + here("theTraceReads"),
                        "\t\tat example.Billing.charge(Billing.java)",
                        "\t\tat example.Billing.lambda$chargeLater$0(Billing.java)",
                        "\tSuppressed: awaited by awaitlet \"handle\" started at " + here("theTraceReads"));
    }

    /** How this class is named in a line of a trace, as far as the name of the method is given. */
    private static String here(String beginOfMethod) {
        var method = Arrays.stream(BridgeTraceTest.class.getDeclaredMethods())
                .map(java.lang.reflect.Method::getName)
                .filter(name -> name.startsWith(beginOfMethod))
                .findFirst()
                .orElseThrow();
        return BridgeTraceTest.class.getName() + "." + method + "(BridgeTraceTest.java)";
    }

    private static String withoutLineNumbers(String line) {
        return line.replaceAll(":\\d+\\)", ")");
    }

    @Test
    @Spec("AW-10")
    void theFramesOfAnAwaitAreTheUsersOwn() throws Exception {
        var failure = Soon.failure(Billing.chargeLater(named("charge"), failing()));

        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(failure.getSuppressed()[0].getStackTrace())
                .extracting(StackTraceElement::getMethodName)
                .containsExactly("charge", "lambda$chargeLater$0");
    }

    @Test
    @Spec("AW-10")
    void aFailureThrownInAnAwaitletNamesWhoStartedIt() throws Exception {
        var inner = new CompletableFuture<CompletableFuture<String>>();
        var gate = new CompletableFuture<String>();
        var outer = async(named("outer"), () -> {
            inner.complete(async(named("inner"), () -> {
                throw new IOException("thrown here");
            }));
            return await(gate);
        });

        var trace = printed(Soon.failure(Soon.value(inner)));
        gate.complete("");

        assertThat(Soon.value(outer)).isEmpty();
        assertThat(trace)
                .startsWith("java.io.IOException: thrown here")
                .contains("Suppressed: thrown in awaitlet \"inner\" started at ")
                .contains(" by awaitlet \"outer\" started at ");
    }

    @Test
    @Spec({"AW-9", "AW-10"})
    void aFailureThatEndsManyAwaitletsStaysItselfAndDoesNotGrow() throws Exception {
        var shared = new IllegalStateException("shared");
        for (var number = 0; number < 100; number++) {
            assertThat(Soon.failure(async(() -> {
                        throw shared;
                    })))
                    .isSameAs(shared);
        }

        assertThat(shared.getSuppressed()).hasSize(4);
    }

    @Test
    @Spec("AW-14")
    void aCancelNamesNoSite() throws Exception {
        var never = new CompletableFuture<String>();
        var result = async(() -> await(never));
        Soon.awaited(never);

        result.requestCancel(CancelReason.requested("enough"));

        assertThat(Soon.failure(result).getSuppressed()).noneMatch(BridgeSite.class::isInstance);
    }

    @Test
    @Spec("AW-10")
    void aChainOfStartersIsNamedAsFarAsThree() throws Exception {
        var failure = Soon.failure(async(() -> chain(10)));

        assertThat(failure.getSuppressed()[0].toString().split(" by awaitlet ")).hasSize(4);
    }

    private static String chain(int more) {
        return more == 0 ? await(failing()) : await(async(() -> chain(more - 1)));
    }
}
