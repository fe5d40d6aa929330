package dev.weft.benchmarks.paired;

import dev.weft.engine.EngineUrl;
import dev.weft.testing.server.EmbeddedPostgres;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * {@code ./weft compare --paired}: what a part of Weft costs beside what it stands on, in processor time, in paired
 * rounds of one JVM.
 */
public final class PairedComparison {
    /** What can be compared. */
    public static final List<String> NAMES = List.of("point-select", "hand-off", "session");

    private final PrintStream out;
    private final int rounds;
    private final int operations;

    /**
     * A comparison in the making.
     *
     * @param out where it is told
     * @param rounds how many paired rounds, 1 or more
     * @param operations how many operations of a contender in a round, 32 or more
     */
    public PairedComparison(PrintStream out, int rounds, int operations) {
        this.out = out;
        this.rounds = rounds;
        this.operations = operations;
    }

    /**
     * Runs it.
     *
     * @param name one of {@link #NAMES}
     * @throws SQLException if the database fails
     */
    public void run(String name) throws SQLException {
        switch (name) {
            case "point-select" -> pointSelect();
            case "hand-off" -> handOff();
            case "session" -> session();
            default -> throw new IllegalArgumentException("not a paired comparison: " + name);
        }
    }

    private void handOff() throws SQLException {
        try (var database = EmbeddedPostgres.shared().freshDatabase()) {
            var url = database.url();
            PointSelect.prepare(url);
            try (var weft = JdbcWay.weft(url, PointSelect.CONNECTIONS);
                    var hikari = JdbcWay.hikari(url, PointSelect.CONNECTIONS);
                    var queue = JdbcWay.queue(url, PointSelect.CONNECTIONS);
                    var own = JdbcWay.ofTheirOwn(url)) {
                new HandOff(List.of(weft, hikari, queue, own), operations).run(rounds, out);
            }
        }
    }

    private void session() {
        try (var cost = SessionCost.over(operations)) {
            cost.run(rounds, out);
        }
    }

    private void pointSelect() {
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true));
        try (var database = EmbeddedPostgres.shared().freshDatabase()) {
            var url = database.url();
            PointSelect.prepare(url);
            var loop = vertx.getOrCreateContext();
            var raw = new CompletableFuture<Contender>();
            loop.runOnContext(_ -> raw.complete(RawClient.on(vertx, EngineUrl.parse(url), PointSelect.CONNECTIONS)));
            try (var baseline = raw.join();
                    var subject = WeftNative.on(url, PointSelect.CONNECTIONS)) {
                var ratios = new PairedRounds(new PointSelect(loop, operations), baseline, subject).run(rounds, out);
                out.printf(
                        Locale.ROOT,
                        "%s takes %.2f times the processor time of %s (median of %d paired rounds; %.2f to %.2f).%n",
                        subject.name(),
                        ratios.get(rounds / 2),
                        baseline.name(),
                        rounds,
                        ratios.getFirst(),
                        ratios.getLast());
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
