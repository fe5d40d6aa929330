package dev.weft.micrometer;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.Workers;
import dev.weft.spec.Spec;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.MDC;

@Timeout(20)
@ExtendWith(Tag.class)
class LoggingContextTest {
    @Test
    @Spec({"AW-18", "AW-20"})
    void theWholeMdcIsSeenInTheAwaitletAndInNestedOnes() throws Exception {
        MDC.put("request", "r1");
        MDC.put("user", "u1");

        var seen = async(() -> await(async(() -> MDC.get("request") + " " + MDC.get("user"))));

        assertThat(Soon.value(seen)).isEqualTo("r1 u1");
    }

    @Test
    @Spec({"AW-18", "AW-20"})
    void whatAnAwaitletPutsThereStaysItsOwn() throws Exception {
        MDC.put("request", "outer");
        var gate = new CompletableFuture<String>();
        var later = async(() -> {
                    MDC.put("request", "inner");
                    return await(gate);
                })
                .thenApply(_ -> String.valueOf(MDC.get("request")));

        gate.complete("go");

        assertThat(Soon.value(later)).as("seen by a dependent stage").isEqualTo("null");
        assertThat(MDC.get("request")).isEqualTo("outer");
    }

    @Test
    @Spec({"AW-20", "AT-92"})
    void aWorkerThreadHasAnEmptyMdcForTheNextTask() throws Exception {
        try (var workers = Workers.create("mdc", 1)) {
            MDC.put("request", "r1");
            var first = async(() -> workers.run(_ -> {}, () -> {
                MDC.put("more", "bleeds");
                return MDC.get("request");
            }));
            assertThat(Soon.value(first)).isEqualTo("r1");

            MDC.clear();
            var second = async(() -> workers.run(_ -> {}, () -> MDC.get("request") + " " + MDC.get("more")));
            assertThat(Soon.value(second)).isEqualTo("null null");
        }
    }

    @Test
    @Spec("AW-25")
    void anAccessorLimitedToSomeKeysIsNotOverruled() throws Exception {
        MDC.put("request", "r1");
        MDC.put("secret", "stays here");
        ContextRegistry.getInstance().registerThreadLocalAccessor(new Slf4jThreadLocalAccessor("request"));
        try {
            assertThat(Soon.value(async(() -> MDC.get("request") + " " + MDC.get("secret"))))
                    .isEqualTo("r1 null");
        } finally {
            ContextRegistry.getInstance().removeThreadLocalAccessor(Slf4jThreadLocalAccessor.KEY);
        }
    }

    @Test
    @Spec("AW-20")
    void withoutALoggingLibraryAwaitletsRunAllTheSame() throws Exception {
        var withoutLogback = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("logback"))
                .collect(Collectors.joining(File.pathSeparator));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var program = new ProcessBuilder(java, "-cp", withoutLogback, NoLogging.class.getName())
                .redirectErrorStream(true)
                .start();

        var output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(program.waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("carried: t1, MDC: null");
        assertThat(program.exitValue()).isZero();
    }

    /** A program with SLF4J's API and nothing behind it. */
    static final class NoLogging {
        private NoLogging() {}

        public static void main(String[] args) throws Exception {
            MDC.put("request", "nowhere");
            var tag = new ThreadLocal<String>();
            tag.set("t1");
            ContextRegistry.getInstance().registerThreadLocalAccessor("tag", tag);

            System.out.println(Soon.value(async(() -> "carried: " + tag.get() + ", MDC: " + MDC.get("request"))));
        }
    }
}
