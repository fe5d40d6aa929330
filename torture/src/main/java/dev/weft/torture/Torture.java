package dev.weft.torture;

import dev.weft.engine.EngineUrl;
import dev.weft.engine.InvalidUrl;
import dev.weft.peers.Scenarios;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./weft torture}: the long form of every goal of reliability, through both drivers of PostgreSQL. */
@Command(
        name = "./weft torture",
        description = {
            "Puts what Weft promises of its reliability to the test: cancels, crashes, silence and overload,",
            "on a PostgreSQL of its own, through the hosted and the native driver. Wants a quiet machine."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:every promise held", "1:one did not", "2:the command line is wrong"},
        sortOptions = false)
public final class Torture implements Callable<Integer> {
    private static final int SECONDS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "About how long all of it takes, at least 1; ${DEFAULT-VALUE} if not given.")
    private int minutes = 1;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Where chance begins; the run prints its own if none is given.")
    private @Nullable Long seed;

    @Option(
            names = "--goal",
            paramLabel = "R-n",
            arity = "1..*",
            description = "Only these goals, such as --goal R-1 R-7; all if none is given.")
    private List<String> goals = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes what came of it to a file.")
    private @Nullable Path json;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = {
                "A PostgreSQL to load instead of an own one, such as postgresql://user:password@host/database.",
                "Goals that would stop or freeze it are left out."
            })
    private @Nullable String url;

    @Option(
            names = "--peers",
            description = {
                "Runs what HikariCP, R2DBC and Hibernate Reactive can be held to as well, by them and by Weft, each in",
                "a JVM of its own, and prints their figures side by side."
            })
    private boolean peers;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this page.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    private final PrintStream out;
    private final List<Goal> known;
    private final String command;

    private Torture(PrintStream out, List<Goal> known, String command) {
        this.out = out;
        this.known = known;
        this.command = command;
    }

    /**
     * Runs it and ends the JVM: with 0 if every promise held, 1 if one did not, 2 if the arguments are wrong.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, Goals.all(), arguments));
    }

    /** The exit code. */
    static int run(PrintStream out, PrintStream err, List<Goal> known, String... arguments) {
        var command = "./weft torture " + String.join(" ", arguments);
        var writer = new PrintWriter(err, true, err.charset());
        return new CommandLine(new Torture(out, known, command)).setErr(writer).execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (minutes < 1) {
            throw new ParameterException(spec.commandLine(), "--minutes must be at least 1, but was " + minutes);
        }
        return peers ? contest() : goals();
    }

    private long begin() {
        var start = seed == null ? new SecureRandom().nextLong(1L << 32) : seed;
        out.println("seed " + start);
        return start;
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private int goals() throws IOException {
        var chosen = chosen(known, Goal::id, "goal");
        var start = begin();
        var started = now();
        List<Outcome> outcomes;
        try (var server = server()) {
            outcomes = run(chosen, server, start);
        }
        var bad = outcomes.stream()
                .filter(outcome -> outcome.state() == Outcome.State.NOT_OK)
                .count();
        out.println();
        outcomes.forEach(outcome -> out.println(outcome.line()));
        out.println(bad == 0 ? "every promise held" : bad + " of " + outcomes.size() + " did not hold");
        if (json != null) {
            Files.writeString(json, Report.of(started, told(), start, outcomes).json());
        }
        return bad == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private int contest() throws IOException, InterruptedException {
        if (url != null) {
            throw new ParameterException(spec.commandLine(), "--peers crashes its server: leave --url out");
        }
        var scenarios = chosen(Scenarios.names(), Scenarios.Named::id, "scenario of peers");
        var contenders = contenders();
        var start = begin();
        var started = now();
        List<Contest.Row> rows;
        out.println("starting a PostgreSQL ...");
        try (var server = Server.own()) {
            // The other half is for what is not repeated: JVMs, waiting, settling.
            var time =
                    Duration.ofSeconds((long) minutes * SECONDS).dividedBy(2L * scenarios.size() * contenders.size());
            rows = new Contest(server, contenders, scenarios, time, PATIENCE).run(start, display());
        }
        var bad =
                rows.stream().filter(row -> row.contender().own() && !row.ok()).count();
        out.println(bad == 0 ? "Weft held everything" : "Weft did not hold " + bad);
        if (json != null) {
            Files.writeString(
                    json,
                    new Report(
                                    started,
                                    told(),
                                    start,
                                    rows.stream().map(Contest.Row::json).toList())
                            .json());
        }
        return bad == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private List<Contender> contenders() throws IOException {
        var folder = System.getProperty("weft.peers");
        if (folder == null) {
            throw new ParameterException(
                    spec.commandLine(), "--peers needs the peers' jars: start it by ./weft torture");
        }
        return Contender.all(Path.of(folder));
    }

    private Display display() {
        return new Display(
                out,
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent());
    }

    /** The command without the URL, which has a password in it. */
    private String told() {
        return url == null ? command : command.replace(url, "URL");
    }

    private <T> List<T> chosen(List<T> all, Function<T, String> id, String what) {
        var chosen = new ArrayList<T>();
        for (var wanted : goals) {
            chosen.add(all.stream()
                    .filter(one -> id.apply(one).equalsIgnoreCase(wanted))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "there is no %s %s; the %ss are %s"
                                    .formatted(
                                            what,
                                            wanted,
                                            what,
                                            all.stream().map(id).collect(Collectors.joining(", "))))));
        }
        return chosen.isEmpty() ? all : chosen;
    }

    private Server server() {
        if (url == null) {
            out.println("starting a PostgreSQL ...");
            return Server.own();
        }
        try {
            if (EngineUrl.parse(url).dialect().equals("postgresql")) {
                return new GivenServer(url);
            }
        } catch (InvalidUrl wrong) {
            throw new ParameterException(spec.commandLine(), "--url: " + wrong.getMessage(), wrong);
        }
        throw new ParameterException(spec.commandLine(), "--url must begin with postgresql:");
    }

    private List<Outcome> run(List<Goal> chosen, Server server, long start) {
        var outcomes = new ArrayList<Outcome>();
        var display = display();
        var of = chosen.size() * Through.values().length;
        var budget = Budget.full(Duration.ofSeconds((long) minutes * SECONDS).dividedBy(of));
        for (var goal : chosen) {
            for (var through : Through.values()) {
                display.begin(outcomes.size() + 1, of, goal, through);
                var outcome = goal.harmsTheServer() && server.cluster().isEmpty()
                        ? Outcome.leftOut(goal, through)
                        : run(goal, new Rig(server, through, budget, start, display::tell), through);
                display.line(outcome.line());
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }

    private static Outcome run(Goal goal, Rig rig, Through through) {
        var start = System.nanoTime();
        try (rig) {
            var measured = goal.run(rig);
            return Outcome.of(goal, through, measured, seconds(start));
        } catch (Exception failed) {
            return Outcome.failed(goal, through, failed, seconds(start));
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
