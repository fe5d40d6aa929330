package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.weft.engine.EngineOptions;
import dev.weft.engine.ExecutionOptions;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What an engine logs and records of its statements. */
@Spec("EN-46")
class StatementLogTest {
    private static final String SQL = "dev.weft.engine.sql";

    @EngineTest
    void echoLogsEachStatementWithTheTokenOfItsView(EngineFactory engines) {
        var engine = engines.create(options -> options.withEcho(true));
        var view = engine.withOptions(ExecutionOptions.defaults().withLoggingToken("tenant-7"));
        try (var log = LogLines.of(SQL)) {
            await(engine.begin(connection -> connection.scalar(Integer.class, "select 1")));
            await(view.begin(connection -> connection.scalar(Integer.class, "select 2")));
            try (var connection = engine.connect()) {
                await(connection.withOptions(ExecutionOptions.defaults().withLoggingToken("tenant-8")));
                await(connection.execute("select 3"));
            }
            assertThat(log.lines())
                    .containsExactly(
                            "INFO " + engine.name() + ": select 1",
                            "INFO " + engine.name() + " [tenant-7]: select 2",
                            "INFO " + engine.name() + " [tenant-8]: select 3");
        }
    }

    @EngineTest
    void theValuesOfParametersAreLoggedOnRequestOnly(EngineFactory engines) {
        var hiding = engines.create(options -> options.withEcho(true));
        var showing = engines.create(options -> options.withEcho(true).withHideParameters(false));
        for (var engine : List.of(hiding, showing)) {
            try (var log = LogLines.of(SQL)) {
                Work.createTable(engine);
                await(engine.begin(connection -> connection.execute("insert into a values (?, ?)", 4711, "secret")));
                await(engine.begin(connection -> connection.execute("drop table a")));
                assertThat(log.lines().stream().anyMatch(line -> line.contains("secret")))
                        .isEqualTo(engine.equals(showing));
            }
        }
    }

    @EngineTest
    void aStatementThatIsTooSlowIsLoggedWithoutItsParameters(EngineFactory engines) {
        var engine = engines.create(options -> options.withSlowStatement(Duration.ofNanos(1)));
        var fast = engines.create(options -> options.withSlowStatement(Duration.ofMinutes(1)));
        Work.createTable(engine);
        try (var log = LogLines.of(SQL)) {
            await(engine.begin(connection -> connection.execute("insert into a values (?, ?)", 4711, "secret")));
            assertThat(Work.one(fast)).isEqualTo(1);

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING " + engine.name() + ": slow statement, ")
                    .endsWith(": insert into a values (?, ?)");
        }
    }

    @EngineTest(drivers = Driver.HOSTED)
    void slowStatementsOfTheJdbcFaceAreLoggedToo(EngineFactory engines) throws SQLException {
        var engine = engines.create(options -> options.withSlowStatement(Duration.ofNanos(1)));
        try (var log = LogLines.of(SQL);
                var connection = engine.dataSource().getConnection();
                var statement = connection.createStatement()) {
            assertThat(statement.execute("select 1")).isTrue();
            assertThatThrownBy(() -> statement.execute("select * from nowhere")).isInstanceOf(SQLException.class);

            assertThat(log.lines())
                    .hasSize(2)
                    .anyMatch(line -> line.endsWith("ms: select 1"))
                    .anyMatch(line -> line.endsWith("ms, failed: select * from nowhere"));
        }
    }

    @EngineTest
    void anUnreasonableThresholdIsRefused(EngineFactory engines) {
        assertThatThrownBy(() -> EngineOptions.defaults().withSlowStatement(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slowStatement");
    }

    @EngineTest
    void flightRecorderTellsWhatRanAndNeverItsParameters(EngineFactory engines) throws IOException {
        var engine = engines.create();
        Work.createTable(engine);
        var events = recorded(() ->
                await(engine.begin(connection -> connection.execute("insert into a values (?, ?)", 4711, "secret"))));

        assertThat(events).noneMatch(event -> event.toString().contains("secret"));
        assertThat(of(events, "dev.weft.Statement")).singleElement().satisfies(event -> {
            assertThat(event.getString("sql")).isEqualTo("insert into a values (?, ?)");
            assertThat(event.getString("engine")).isEqualTo(engine.name());
            assertThat(event.getString("outcome")).isEqualTo("completed");
        });
        assertThat(of(events, "dev.weft.Acquire")).hasSize(1);
        assertThat(of(events, "dev.weft.Transaction"))
                .singleElement()
                .satisfies(event -> assertThat(event.getString("outcome")).isEqualTo("committed"));
    }

    @EngineTest
    void flightRecorderTellsOfACancel(EngineFactory engines, Database database) throws IOException {
        var engine = engines.create();
        var events = recorded(() -> {
            try (var connection = await(engine.connect().start())) {
                var slow = connection.execute(Dialects.slowQuery(database));
                var waiting = connection.execute("select 2");
                waiting.cancel(true);
                slow.cancel(true);
                assertThatThrownBy(() -> await(slow)).isInstanceOf(CancellationException.class);
            }
        });

        assertThat(of(events, "dev.weft.OperationCancel"))
                .extracting(event -> event.getString("operation"), event -> event.getBoolean("running"))
                .contains(tuple("select 2", false), tuple(Dialects.slowQuery(database), true));
    }

    private static List<RecordedEvent> of(List<RecordedEvent> events, String type) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(type))
                .toList();
    }

    private static List<RecordedEvent> recorded(Runnable action) throws IOException {
        var file = Files.createTempFile("weft", ".jfr");
        try (var recording = new Recording()) {
            for (var event : List.of("Acquire", "Statement", "Transaction", "OperationCancel")) {
                recording.enable("dev.weft." + event).withoutThreshold();
            }
            recording.start();
            action.run();
            recording.stop();
            recording.dump(file);
            return RecordingFile.readAllEvents(file);
        } finally {
            Files.delete(file);
        }
    }
}
