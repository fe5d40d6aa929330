package dev.weft.torture;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncEngine;
import dev.weft.peers.Scenarios;
import dev.weft.testing.server.PgCluster;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Contenders in JVMs of their own, with peers that need no database. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ContestTest {
    private static final Duration TIME = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @Test
    void everyContenderHasARowForEachScenario() throws Exception {
        var rows = run(List.of("R-8", "UB-2"), PATIENCE, sample("good"), sample("leaky"));

        assertThat(rows)
                .extracting(row -> row.scenario().id() + " " + row.contender().name() + " " + row.ok())
                .containsExactly("R-8 good true", "R-8 leaky true", "UB-2 good true", "UB-2 leaky false");
        assertThat(rows.getFirst().figure()).contains("10,000 callers in ", "; 0 without their answer; ");
        assertThat(rows.getLast().figure()).contains("3 leaked as its pool tells");
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("ten thousand callers are served", "[4/4] UB-2 leaky", "  leaky", "NOT OK");
    }

    @Test
    void whatAScenarioAsksOfTheServerIsDoneThere() throws Exception {
        var cluster = ShortRun.cluster();
        var startedBefore = startOf(cluster);
        var rows = run(List.of("R-14", "R-6"), PATIENCE, sample("good"));

        assertThat(rows).allMatch(Contest.Row::ok);
        assertThat(startOf(cluster)).as("when the server was started").isNotEqualTo(startedBefore);
        assertThat(rows.getFirst().figure()).contains("first answer after ");
        assertThat(ShortRun.cluster().isRunning()).isTrue();
    }

    @Test
    void aContenderWithoutAVerdictIsShownAsFailed() throws Exception {
        var broken = new Contender("broken", false, List.of(Contender.java(), "-version"));

        assertThat(run(List.of("R-8"), PATIENCE, broken).getFirst().line())
                .contains(
                        "NOT OK", "failed: java.io.IOException: its JVM ended without a verdict; its log ends with: ");
    }

    @Test
    void aContenderThatCannotEvenConnectIsShownAsFailed() throws Exception {
        assertThat(run(List.of("R-8"), PATIENCE, sample("mute")).getFirst().figure())
                .contains("failed: java.lang.IllegalStateException: only 0 of 10 connections were made");
    }

    @Test
    void aContenderThatHangsIsEnded() throws Exception {
        var rows = run(List.of("R-8"), Duration.ofMillis(1), sample("mute"));

        assertThat(rows.getFirst().figure()).startsWith("failed: no verdict within 0 s");
    }

    private static String startOf(PgCluster cluster) throws Exception {
        return Awaitlets.async(() -> {
                    try (var engine = AsyncEngine.create(cluster.url())) {
                        return await(engine.begin(connection -> connection.scalar(
                                        String.class, "select cast(pg_postmaster_start_time() as text)")))
                                .orElseThrow();
                    }
                })
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static Contender sample(String kind) {
        return new Contender(
                kind,
                true,
                List.of(
                        Contender.java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SamplePeer.class.getName(),
                        kind));
    }

    private List<Contest.Row> run(List<String> ids, Duration patience, Contender... contenders) throws Exception {
        var scenarios = Scenarios.names().stream()
                .filter(one -> ids.contains(one.id()))
                .sorted((one, other) -> ids.indexOf(one.id()) - ids.indexOf(other.id()))
                .toList();
        var display = new Display(new PrintStream(told, true, StandardCharsets.UTF_8), false);
        return new Contest(ShortRun.server(), List.of(contenders), scenarios, TIME, patience).run(7, display);
    }
}
