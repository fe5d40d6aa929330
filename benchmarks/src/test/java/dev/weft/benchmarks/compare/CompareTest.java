package dev.weft.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.peers.workload.Figure;
import dev.weft.peers.workload.Workload;
import dev.weft.testing.server.EmbeddedPostgres;
import dev.weft.testing.server.FreshDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Contenders in JVMs of their own: that they are measured and told, not how fast they are. */
@Timeout(300)
class CompareTest {
    private static final Pace SHORT = pace(Duration.ofMinutes(2));
    private static final Pace STAYING = pace(true, Duration.ofMinutes(2));

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before each test
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FreshDatabase database;

    @BeforeEach
    void open() {
        database = EmbeddedPostgres.shared().freshDatabase();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void contendersAreMeasuredInTurnsAndSetBesideTheirBaseline() throws Exception {
        var json = folder.resolve("run.json");
        var plot = folder.resolve("run.svg");
        var code = run(
                SHORT,
                List.of(sample("hikari-virtual", "GOOD"), sample("other", "GOOD")),
                List.of("--scenario", "point-select", "insert", "--json", json.toString(), "--plot", plot.toString()));

        assertThat(told())
                .containsPattern("hikari-virtual .* us .* 1\\.00 ")
                .contains("not measured, as they offer no such thing: hikari-virtual; other");
        assertThat(code).isZero();
        var report = Report.parse(Files.readString(json));
        assertThat(report.rounds(Scenario.POINT_SELECT, "other").orElseThrow()).hasSize(2);
        assertThat(report.machine()).containsKeys("processors", "memory", "java", "server");
        assertThat(report.command()).contains("--url URL").doesNotContain(database.url());
        assertThat(Files.readString(plot)).contains("<svg");
        assertThat(Plot.png(plot)).isNotEmptyFile();

        told.reset();
        var page = folder.resolve("run.md");
        var good = List.of(sample("hikari-virtual", "GOOD"), sample("other", "GOOD"));
        var shown = run(SHORT, good, List.of("--show", json.toString(), "--markdown", page.toString()));
        assertThat(shown).isZero();
        assertThat(told())
                .startsWith("the run of " + report.started())
                .containsPattern("hikari-virtual .* us .* 1\\.00 ");
        assertThat(Files.readAllLines(page))
                .startsWith("|  | point-select |", "|---|---:|")
                .anySatisfy(line -> assertThat(line).matches("\\| hikari-virtual \\| .*, 1\\.00 \\|"))
                .hasSize(4);

        told.reset();
        var cold = folder.resolve("cold.json");
        Files.writeString(cold, Files.readString(json).replaceAll("\"warm\"( ?): *(true|false)", "\"warm\"$1:false"));
        assertThat(run(SHORT, good, List.of("--show", cold.toString()))).isZero();
        assertThat(told()).contains("2 of 2 rows are not yet warm", "./weft compare --scenario NAME");

        var again = run(
                SHORT,
                List.of(sample("hikari-virtual", "GOOD"), sample("other", "GOOD")),
                List.of("--scenario", "point-select", "--against", json.toString()));
        assertThat(again).isZero();
        assertThat(told()).contains("beside the run of " + report.started()).containsPattern("ratio .*, was ");
    }

    @Test
    void anOpenLoadHasAsManyOperationsAsItsRateSays() throws Exception {
        var json = folder.resolve("run.json");

        var code = run(
                SHORT,
                List.of(sample("hikari-virtual", "GOOD")),
                List.of("--scenario", "open-load", "--json", json.toString()));

        assertThat(code).isZero();
        var each = 2_000.0 * SHORT.openMillis() / 1_000;
        assertThat(Report.parse(Files.readString(json))
                        .rounds(Scenario.OPEN_LOAD, "hikari-virtual")
                        .orElseThrow())
                .hasSize(2)
                .allSatisfy(round -> assertThat(round.get(Figure.OPERATIONS)).hasValue(each))
                .allSatisfy(round -> assertThat(round.get(Figure.P999_MICROS)).isPresent());
    }

    @Test
    void aContenderHasOneJvmForAllButStartUpIfThatIsWanted() throws Exception {
        var server = Server.of(database.url());
        var _ = server.prepare();
        var good = sample("hikari-virtual", "GOOD");
        try (var jvms = new Jvms(true)) {
            var first = jvms.of(good, Load.STEADY);
            jvms.keep(good, first);
            var point = new Entrant(good, Scenario.POINT_SELECT, Workload.SELECT, STAYING, jvms);

            point.open(server, server.port());
            point.measure();
            point.end();

            var next = jvms.of(good, Load.PARK);
            assertThat(next).isSameAs(first);
            try (var other = jvms.of(good, Load.START)) {
                assertThat(other).isNotSameAs(first);
            }
            jvms.keep(good, next);
            assertThat(point.outcome()).isInstanceOf(Outcome.Measured.class);
        }
    }

    @Test
    void oneJvmIsPutToScenarioAfterScenario() throws Exception {
        var code = run(
                STAYING,
                List.of(sample("hikari-virtual", "GOOD")),
                List.of("--scenario", "concurrent", "open-load", "stream", "parked", "start-up"));

        assertThat(told()).doesNotContain("FAILED");
        assertThat(told().lines().filter(line -> line.matches(" +hikari-virtual .* 1\\.00 .*")))
                .hasSize(5);
        assertThat(code).isZero();
    }

    @Test
    void aContenderThatDoesNotCloseIsShownAndHasANewJvmForItsNextScenario() throws Exception {
        var code = run(
                STAYING, List.of(sample("open", "UNCLOSABLE")), List.of("--scenario", "concurrent", "point-select"));

        assertThat(told().lines().filter(line -> line.matches(" +open +FAILED: .*it stays open")))
                .hasSize(2);
        assertThat(code).isEqualTo(1);
    }

    @Test
    void aContenderThatFailsIsShownWithItsErrorBesideTheOthers() throws Exception {
        var code = run(
                SHORT,
                List.of(sample("good", "GOOD"), sample("failing", "FAILING")),
                List.of("--scenario", "point-select"));

        assertThat(told())
                .containsPattern("failing +FAILED: .*its driver has a bad day")
                .containsPattern("good .* us");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void aContenderWhoseProgramDoesNotEvenStartIsShown() throws Exception {
        var broken = contender("broken", new Contender.Command("nowhere", "NoSuchMain", List.of()));

        var code = run(SHORT, List.of(broken), List.of("--scenario", "point-select"));

        assertThat(told()).containsPattern("broken +FAILED: its JVM has ended; its log ends with: .*NoSuchMain");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void aContenderThatHangsIsEndedAndShown() throws Exception {
        var server = Server.of(database.url());
        var _ = server.prepare();
        var hanging = new Entrant(
                sample("hanging", "HANGING"),
                Scenario.POINT_SELECT,
                Workload.SELECT,
                pace(Duration.ofMillis(1)),
                new Jvms(false));

        hanging.open(server, server.port());

        assertThat(hanging.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.why()).startsWith("hangs: no answer within "));
    }

    @Test
    void whatIsNotUnderstoodIsRefusedWithWhatThereIs() throws Exception {
        var good = List.of(sample("good", "GOOD"));
        var rubbish = Files.writeString(folder.resolve("rubbish.json"), "[1, 2]");

        assertThat(run(SHORT, good, List.of("--scenario", "hand-off"))).isEqualTo(2);
        assertThat(told()).contains("no scenario \"hand-off\"", "point-select, ", "did you mean --paired hand-off?");
        assertThat(run(SHORT, good, List.of("--contender", "nobody"))).isEqualTo(2);
        assertThat(told()).contains("no contender \"nobody\"; there are good");
        assertThat(run(SHORT, good, List.of("--against", folder + "/none.json")))
                .isEqualTo(2);
        assertThat(told()).contains("none.json cannot be read: java.nio.file.NoSuchFileException");
        assertThat(run(SHORT, good, List.of("--against", rubbish.toString()))).isEqualTo(2);
        assertThat(told()).contains("it is not a report of ./weft compare --json");
        assertThat(run(SHORT, good, List.of("--json", folder + "/none/run.json")))
                .isEqualTo(2);
        assertThat(told()).contains("cannot write ");
        assertThat(run(SHORT, good, List.of("--paired", "hand-on"))).isEqualTo(2);
        assertThat(told()).contains("there are point-select, hand-off, session");
        assertThat(run(SHORT, good, List.of("--paired", "session", "--operations", "31")))
                .isEqualTo(2);
        assertThat(told()).contains("at least 32 operations");
        assertThat(run(SHORT, good, List.of("--url", "mariadb://somewhere/db"))).isEqualTo(2);
        assertThat(told()).contains("--url must begin with postgresql:");
        assertThat(run(SHORT, good, List.of("--url", "postgresql:somewhere"))).isEqualTo(2);
        assertThat(run(SHORT, List.of(), List.of())).isEqualTo(2);
        assertThat(told()).contains("there are no contenders");
    }

    private static Pace pace(Duration patience) {
        return pace(false, patience);
    }

    private static Pace pace(boolean jvmsStay, Duration patience) {
        return new Pace(
                jvmsStay,
                Duration.ofMillis(50),
                Duration.ofHours(1),
                2,
                2,
                Duration.ofMillis(20),
                2,
                1_000,
                50,
                patience);
    }

    private static Contender sample(String id, String kind) {
        return contender(
                id,
                new Contender.Command(
                        System.getProperty("java.class.path"), SampleContender.class.getName(), List.of(kind)));
    }

    private static Contender contender(String id, Contender.Command command) {
        return new Contender(id, id, Contender.Kind.SQL, false, List.of("postgresql"), command);
    }

    private int run(Pace pace, List<Contender> contenders, List<String> arguments) {
        var all = new ArrayList<>(arguments);
        if (!arguments.contains("--url")) {
            all.addAll(List.of("--url", database.url()));
        }
        var out = new PrintStream(told, true, StandardCharsets.UTF_8);
        return Compare.run(out, out, contenders, pace, all.toArray(String[]::new));
    }

    private String told() {
        return told.toString(StandardCharsets.UTF_8);
    }
}
