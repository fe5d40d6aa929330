package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.EngineUrl;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;

/** A password, of a URL or of a source, in whatever an engine tells to people and to tools. */
@Spec("EN-4")
class SecretsTest {
    private static final String SECRET = "kept-from-everyone-7351";

    private static final List<String> EVENTS = List.of(
            "Acquire", "Await", "Awaitlet", "Cancel", "Leak", "OperationCancel", "Scope", "Statement", "Transaction");

    @TempDir
    private Path folder;

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    void aPasswordIsInNothingThatAnEngineTells(EngineFactory engines) throws IOException {
        var told = new ConcurrentLinkedQueue<String>();
        var file = folder.resolve("flight.jfr");
        try (var log = new EverythingLogged();
                var recording = new Recording()) {
            EVENTS.forEach(event -> recording.enable("dev.weft." + event).withoutThreshold());
            recording.start();
            for (var engine : List.of(
                    engines.create(url(engines, ":" + SECRET), SecretsTest::talkative),
                    engines.create(
                            url(engines, ""), options -> talkative(options).withPassword(() -> SECRET)))) {
                told.addAll(List.of(engine.toString(), engine.url().toString(), String.valueOf(engine.options())));
                var failing = refused(engine, told);
                told.add(everythingOf(failing));
                told.add(String.valueOf(engine.status()));
                await(engine.aclose());
                told.add(everythingOf(catchThrowable(() -> Work.one(engine))));
            }
            assertThat(Work.one(engines.create(SecretsTest::talkative))).isEqualTo(1); // so that there is a log
            recording.stop();
            recording.dump(file);
            assertThat(log.lines).as("what is logged").isNotEmpty();
            told.addAll(log.lines);
        }
        var flight = RecordingFile.readAllEvents(file);
        assertThat(flight).as("what Flight Recorder has").isNotEmpty();
        flight.forEach(event -> told.add(event.toString()));

        assertThat(told).hasSizeGreaterThan(10).noneMatch(text -> text.contains(SECRET));
    }

    /** Two callers that are refused, and what can be seen of them meanwhile. */
    private static Throwable refused(AsyncEngine engine, Queue<String> told) {
        var waiting = async(() -> Work.one(engine));
        var failure = new CompletableFuture<Throwable>();
        var _ = waiting.whenComplete((value, failed) -> failure.complete(failed));
        while (!failure.isDone()) {
            told.add(Awaitlets.dump().toString());
            Thread.getAllStackTraces().keySet().forEach(thread -> told.add(thread.toString()));
            var _ = catchThrowable(() -> Work.one(engine));
        }
        return await(failure);
    }

    private static EngineOptions talkative(EngineOptions options) {
        return options.withPoolSize(1)
                .withEcho(true)
                .withHideParameters(false)
                .withPool(pool -> pool.withLeakAfter(Duration.ofMillis(1)));
    }

    /** The URL of the test's database, as its user with another password, or none. */
    private static String url(EngineFactory engines, String password) {
        var url = engines.url().replaceFirst("//([^:/@]+):[^@]*@", "//$1" + password + "@");
        assertThat(EngineUrl.parse(url).password().map(word -> ":" + word).orElse(""))
                .isEqualTo(password);
        return url;
    }

    private static String everythingOf(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Collects what Weft logs, down to the last detail. */
    private static final class EverythingLogged extends Handler implements AutoCloseable {
        private final Logger logger = Logger.getLogger("dev.weft"); // held, because the log manager does not hold it
        private final Formatter words = new SimpleFormatter();
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        EverythingLogged() {
            logger.addHandler(this);
            logger.setLevel(Level.ALL);
            logger.setUseParentHandlers(false);
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(words.format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setLevel(null);
            logger.setUseParentHandlers(true);
        }
    }
}
