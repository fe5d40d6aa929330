package dev.weft.benchmarks.compare;

import dev.weft.engine.EngineUrl;
import dev.weft.testing.server.EmbeddedPostgres;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./weft compare}: what the engine costs beside the client it stands on, in processor time, in paired rounds on
 * an embedded PostgreSQL.
 */
@Command(
        name = "./weft compare",
        description = {
            "Point selects by 32 tasks on 8 connections.",
            "point-select: Weft's native driver beside the client it stands on, called from an event loop.",
            "hand-off: pgjdbc in Weft's pool beside HikariCP on virtual threads, beside a bare queue of",
            "connections, and beside a connection for each task.",
            "session: finds by an AsyncSession beside those of Hibernate's session in an awaitlet, on H2."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Compare implements Callable<Integer> {
    private static final int FEWEST_OPERATIONS = 32;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "point-select",
            description = "point-select, hand-off or session; ${DEFAULT-VALUE} if not given.")
    private String scenario = "";

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "7",
            description = "Paired rounds, at least 1; ${DEFAULT-VALUE} if not given.")
    private int rounds = 1;

    @Option(
            names = "--operations",
            paramLabel = "N",
            defaultValue = "400000",
            description = "Selects of a contender in a round, at least 32; ${DEFAULT-VALUE} if not given.")
    private int operations = FEWEST_OPERATIONS;

    private final PrintStream out;

    private Compare(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs it and ends the JVM: with 0, with 1 if something failed, or with 2 if the arguments are wrong.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(run(System.out, arguments));
    }

    /** The exit code. */
    static int run(PrintStream out, String... arguments) {
        return new CommandLine(new Compare(out)).execute(arguments);
    }

    @Override
    public Integer call() throws SQLException {
        if (rounds < 1 || operations < FEWEST_OPERATIONS) {
            out.println("There must be at least 1 round, and at least 32 operations in it.");
            return 2;
        }
        return switch (scenario) {
            case "point-select" -> pointSelect();
            case "hand-off" -> handOff();
            case "session" -> session();
            default -> {
                out.println("There is no scenario \"" + scenario + "\"; there are point-select, hand-off and session.");
                yield 2;
            }
        };
    }

    private int handOff() throws SQLException {
        try (var database = EmbeddedPostgres.shared().freshDatabase()) {
            var url = database.url();
            PointSelect.prepare(url);
            try (var weft = JdbcWay.weft(url, PointSelect.CONNECTIONS);
                    var hikari = JdbcWay.hikari(url, PointSelect.CONNECTIONS);
                    var queue = JdbcWay.queue(url, PointSelect.CONNECTIONS);
                    var own = JdbcWay.ofTheirOwn(url)) {
                new HandOff(List.of(weft, hikari, queue, own), operations).run(rounds, out);
            }
            return 0;
        }
    }

    private int session() {
        try (var cost = SessionCost.over(operations)) {
            cost.run(rounds, out);
        }
        return 0;
    }

    private int pointSelect() {
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
            return 0;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
