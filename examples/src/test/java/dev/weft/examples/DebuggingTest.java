package dev.weft.examples;

import static dev.weft.awaitlet.Awaitlets.async;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.Watchdog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import shop.Checkout;

/** What docs/debugging.md shows: its snippets are cut from here, and its samples compared with what is printed. */
@Timeout(60)
class DebuggingTest {
    /** The page and a sample, with all numbers alike. */
    private static void assertThePageShows(String sample) throws IOException {
        var page = Files.readString(Repository.root().resolve("docs/debugging.md"));
        assertThat(withoutNumbers(page)).contains(withoutNumbers(sample));
    }

    private static String withoutNumbers(String text) {
        return text.replaceAll("\\d+", "0");
    }

    @Test
    void theSampleOfADumpIsWhatIsPrinted() throws Exception {
        var payment = new CompletableFuture<String>();
        var result = Checkout.order(payment);
        awaitThatBothWait();

        // snippet:dump
        var text = Awaitlets.dump().toText(); // the 1,000 nearest to the roots, one line each
        var json = Awaitlets.dump(100_000).toJson(); // for tools
        // end
        payment.complete("paid");

        assertThePageShows(linesOf("\"order\"", text) + linesOf("  \"charge\"", text));
        assertThat(json).contains("\"name\":\"charge\",\"state\":\"AWAITING\",\"parent\":");
        assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo("paid");
    }

    private static void awaitThatBothWait() {
        for (var looks = 0; looks < 1_000_000; looks++) {
            var text = Awaitlets.dump().toText();
            if (linesOf("\"order\"", text).contains(" awaits ")
                    && linesOf("  \"charge\"", text).contains(" awaits ")) {
                return;
            }
            Thread.onSpinWait();
        }
        fail("they do not wait: " + Awaitlets.dump().toText());
    }

    private static String linesOf(String start, String text) {
        var lines = new StringBuilder();
        text.lines()
                .filter(line -> line.startsWith(start))
                .forEach(line -> lines.append(line).append('\n'));
        return lines.toString();
    }

    @Test
    void theSampleOfATraceIsWhatIsPrinted() throws Exception {
        var payment = new CompletableFuture<String>();
        var result = Checkout.order(payment);
        awaitThatBothWait();
        payment.completeExceptionally(new IllegalStateException("card refused"));

        try {
            result.get(10, TimeUnit.SECONDS);
            fail("the payment was refused");
        } catch (ExecutionException refused) {
            var trace = new StringWriter();
            Objects.requireNonNull(refused.getCause()).printStackTrace(new PrintWriter(trace));
            assertThePageShows(trace.toString().substring(trace.toString().indexOf("\tSuppressed")));
        }
    }

    @Test
    void aWatchdogWarnsInTheLog() throws Exception {
        var logged = new ArrayBlockingQueue<String>(10);
        var logger = Logger.getLogger("dev.weft.awaitlet");
        var handler = new Queueing(logged);
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            var release = new CountDownLatch(1);
            // snippet:watchdog
            var watchdog = Watchdog.create(Duration.ofMillis(100)); // one for all
            var result = async(AsyncOptions.defaults().named("report").watchedBy(watchdog), () -> compute(release));
            // end
            var warning = logged.poll(30, TimeUnit.SECONDS);
            release.countDown();

            assertThat(warning)
                    .startsWith("WARNING: awaitlet \"report\" started at ")
                    .contains("has not reached a checkpoint for ", "DebuggingTest.compute(");
            assertThat(result.get(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
    }

    private static boolean compute(CountDownLatch release) throws InterruptedException {
        return release.await(40, TimeUnit.SECONDS);
    }

    private static final class Queueing extends Handler {
        private final ArrayBlockingQueue<String> logged;

        Queueing(ArrayBlockingQueue<String> logged) {
            this.logged = logged;
        }

        @Override
        public void publish(LogRecord message) {
            assertThat(logged.offer(message.getLevel() + ": " + message.getMessage()))
                    .isTrue();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
