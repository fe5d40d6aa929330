package dev.weft.benchmarks.compare;

import dev.weft.benchmarks.paired.PairedComparison;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./weft compare}: Weft beside what its users would use instead, in one run. */
@Command(
        name = "./weft compare",
        description = {
            "Sets Weft beside what else one would use: each contender in a JVM of its own, all on the same",
            "PostgreSQL, in turns. Tells the processor time of the client beside rates and latencies.",
            "Wants a quiet machine."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:everybody was measured", "1:somebody failed", "2:the command line is wrong"},
        sortOptions = false)
public final class Compare implements Callable<Integer> {
    private static final int FEWEST_OPERATIONS = 32;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            arity = "1..*",
            description = "Only these scenarios; all if none is given. --list names them.")
    private List<String> scenarios = List.of();

    @Option(
            names = "--contender",
            paramLabel = "NAME",
            arity = "1..*",
            description = "Only these contenders; all if none is given. --list names them.")
    private List<String> chosen = List.of();

    @Option(
            names = "--baseline",
            paramLabel = "NAME",
            description = {
                "Whose figures those of the others are divided by; HikariCP on virtual threads for statements and",
                "Hibernate on virtual threads for sessions if none is given."
            })
    private String baseline = "";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = {
                "A PostgreSQL to use instead of an embedded one, such as postgresql://user:password@host/database.",
                "Makes the schema weft_compare there, and drops it in the end."
            })
    private String url = "";

    @Option(names = "--quick", description = "Ten minutes at most on two cores, good for a first look.")
    private boolean quick;

    @Mixin
    private final Outputs outputs = new Outputs();

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "Tells what has changed since a run that was written by --json.")
    private @Nullable Path against;

    @Option(
            names = "--show",
            paramLabel = "FILE",
            description = {
                "Measures nothing, and tells of a run that was written by --json; also with --against, --baseline,",
                "--plot and --markdown."
            })
    private @Nullable Path show;

    @Option(names = "--list", description = "Names the scenarios and the contenders, and ends.")
    private boolean list;

    @Option(
            names = "--paired",
            paramLabel = "NAME",
            description = {
                "Instead of all this, two ways in one JVM in paired rounds. point-select: Weft's native driver beside",
                "the client it stands on. hand-off: Weft's pool beside HikariCP, a bare queue and a connection for each",
                "task. session: an AsyncSession beside Hibernate's session in an awaitlet, on H2."
            })
    private String paired = "";

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "7",
            description = "Of --paired: how many rounds, at least 1; ${DEFAULT-VALUE} if not given.")
    private int rounds = 1;

    @Option(
            names = "--operations",
            paramLabel = "N",
            defaultValue = "400000",
            description = "Of --paired: operations in a round, at least 32; ${DEFAULT-VALUE} if not given.")
    private int operations = FEWEST_OPERATIONS;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this page.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    private final PrintStream out;
    private final List<Contender> known;
    private final @Nullable Pace pace;
    private final String command;

    private Compare(PrintStream out, List<Contender> known, @Nullable Pace pace, String command) {
        this.out = out;
        this.known = known;
        this.pace = pace;
        this.command = command;
    }

    /**
     * Runs it and ends the JVM: with 0, with 1 if somebody failed, or with 2 if the arguments are wrong.
     *
     * @param arguments see {@code --help}
     * @throws IOException if contenders cannot be looked for
     */
    public static void main(String[] arguments) throws IOException {
        var folder = System.getProperty("weft.peers", "");
        List<Contender> contenders = folder.isEmpty() ? List.of() : Contenders.all(Path.of(folder));
        System.exit(run(System.out, System.err, contenders, null, arguments));
    }

    /** The exit code; contenders and how long things take may be others in tests. */
    static int run(PrintStream out, PrintStream err, List<Contender> known, @Nullable Pace pace, String... arguments) {
        var command = "./weft compare " + String.join(" ", arguments);
        var writer = new PrintWriter(err, true, err.charset());
        return new CommandLine(new Compare(out, known, pace, command.strip()))
                .setErr(writer)
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        if (!paired.isEmpty()) {
            return paired();
        }
        if (list) {
            List.of(Scenario.values()).forEach(one -> out.printf("  %-20s %s%n", one.id(), one.title()));
            known.forEach(one -> out.printf("  %-20s %s%n", one.id(), one.name()));
            return CommandLine.ExitCode.OK;
        }
        var toRun = scenarios.isEmpty()
                ? List.of(Scenario.values())
                : scenarios.stream().map(this::scenario).distinct().toList();
        var contenders = chosen.isEmpty()
                ? known
                : chosen.stream().map(this::contender).distinct().toList();
        if (contenders.isEmpty()) {
            throw wrong("there are no contenders: start it by ./weft compare, which builds them");
        }
        if (!baseline.isEmpty()) {
            baseline = contender(baseline).id();
            if (contenders.stream().noneMatch(one -> one.id().equals(baseline))) {
                throw wrong("--baseline " + baseline + " must be one of the contenders that take part");
            }
        }
        try {
            var earlier = Inputs.run("--against", against);
            var kept = Inputs.run("--show", show);
            Inputs.checkUrl(url);
            outputs.check();
            return kept.isPresent() ? show(kept.get(), toRun, contenders, earlier) : run(toRun, contenders, earlier);
        } catch (Inputs.Unusable unusable) {
            throw wrong(String.valueOf(unusable.getMessage()));
        }
    }

    private int show(Report kept, List<Scenario> toShow, List<Contender> contenders, Optional<Report> earlier)
            throws IOException {
        out.println("the run of " + kept.started() + ": " + kept.command());
        tell(kept.machine());
        for (var scenario : toShow) {
            if (kept.results().stream().anyMatch(result -> result.scenario() == scenario)) {
                out.println();
                new Table(kept, contenders, new Baseline(contenders, baseline))
                        .lines(scenario)
                        .forEach(out::println);
            }
        }
        return end(kept, contenders, earlier);
    }

    private void tell(Map<String, String> machine) {
        machine.forEach((name, value) -> out.printf("  %-12s %s%n", name, value));
    }

    private int run(List<Scenario> toRun, List<Contender> contenders, Optional<Report> earlier)
            throws IOException, InterruptedException, SQLException {
        var started = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        if (url.isEmpty()) {
            out.println("starting a PostgreSQL ...");
        }
        try (var server = Server.of(url)) {
            var machine = Machine.look(server.prepare());
            var progress = new ProgressBar(
                    out,
                    Optional.ofNullable(System.console())
                            .filter(Console::isTerminal)
                            .isPresent(),
                    System::nanoTime);
            tell(machine);
            var versions = new TreeMap<String, String>();
            for (var contender : contenders) {
                Contenders.versions(contender)
                        .forEach((library, version) -> versions.merge(
                                library, version, (one, other) -> one.contains(other) ? one : one + ", " + other));
            }
            var beside = new Baseline(contenders, baseline);
            var usual = quick ? Pace.quick() : Pace.full();
            List<Result> results;
            try (var comparison = Comparison.of(toRun, contenders, pace == null ? usual : pace, server, progress)) {
                results = comparison.run(soFar -> {
                    var report = new Report(started, told(), machine, versions, soFar);
                    var scenario = soFar.getLast().scenario();
                    progress.line("");
                    new Table(report, contenders, beside).lines(scenario).forEach(progress::line);
                });
            }
            server.drop();
            return end(new Report(started, told(), machine, versions, results), contenders, earlier);
        }
    }

    private int end(Report report, List<Contender> contenders, Optional<Report> earlier) throws IOException {
        if (earlier.isPresent()) {
            out.println();
            new Against(earlier.get(), report, contenders, new Baseline(contenders, baseline))
                    .lines()
                    .forEach(out::println);
        }
        outputs.write(report, contenders, new Baseline(contenders, baseline));
        tellWhatIsCold(report);
        var failed = report.results().stream()
                .filter(result -> result.outcome() instanceof Outcome.Failed)
                .count();
        if (failed > 0) {
            out.println();
            out.println(failed + " failed, as told above");
        }
        return failed == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void tellWhatIsCold(Report report) {
        var measured = report.results().stream()
                .flatMap(result -> result.outcome() instanceof Outcome.Measured one ? Stream.of(one) : Stream.empty())
                .toList();
        var cold = measured.stream().filter(one -> !one.warm()).count();
        if (cold > 0) {
            out.println();
            out.println(
                    cold + " of " + measured.size() + " rows are not yet warm: the compiler was at work in them, and"
                            + " a program that has run for longer may stand elsewhere, by far.");
            out.println("For that, give it the time: ./weft compare --scenario NAME, without --quick.");
        }
    }

    private int paired() throws SQLException {
        if (!PairedComparison.NAMES.contains(paired)) {
            throw wrong("there is no paired comparison \"" + paired + "\"; there are "
                    + String.join(", ", PairedComparison.NAMES));
        }
        if (rounds < 1 || operations < FEWEST_OPERATIONS) {
            throw wrong("there must be at least 1 round, and at least " + FEWEST_OPERATIONS + " operations in it");
        }
        new PairedComparison(out, rounds, operations).run(paired);
        return CommandLine.ExitCode.OK;
    }

    private Scenario scenario(String id) {
        return Scenario.of(id)
                .orElseThrow(() -> wrong("there is no scenario \"" + id + "\"; there are " + Scenario.ids()
                        + (PairedComparison.NAMES.contains(id) ? "; did you mean --paired " + id + "?" : "")));
    }

    private Contender contender(String id) {
        return known.stream()
                .filter(one -> one.id().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> wrong("there is no contender \"" + id + "\"; there are "
                        + known.stream().map(Contender::id).collect(Collectors.joining(", "))));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The command without the URL, which has a password in it. */
    private String told() {
        return url.isEmpty() ? command : command.replace(url, "URL");
    }
}
