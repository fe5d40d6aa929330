package dev.weft.examples;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.awaitlet.Coded;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.EngineUrl;
import dev.weft.hibernate.AsyncSessionMaker;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./weft demo}: the same small program in four forms, checked, on a real database. */
@Command(
        name = "./weft demo",
        description =
                "Drops and creates table a, inserts a1, a2 and a3 and reads them back: the same program in each form.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all checks passed", "1:a check or the database failed", "2:the command line is wrong"},
        sortOptions = false)
public final class Demo implements Callable<Integer> {
    private static final Duration FORM_DEADLINE = Duration.ofMinutes(2);
    private static final EngineOptions OPTIONS = EngineOptions.defaults()
            .withName("demo")
            .withConnectTimeout(Duration.ofSeconds(5))
            .withAcquireTimeout(Duration.ofSeconds(10));

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = {
                "The database: a URL of Weft, embedded:postgresql or embedded:mariadb.",
                "Default: a SQLite file in a temporary folder."
            })
    private @Nullable String url;

    @Option(
            names = "--form",
            paramLabel = "FORM",
            defaultValue = "all",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private FormChoice form = FormChoice.ALL;

    @Option(names = "--echo", description = "Log every statement.")
    private boolean echo;

    @Option(names = "--verbose", description = "Print the stack trace of a failure.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this page.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    /**
     * Runs the demo and ends the JVM: with 0 if all checks passed, 1 if one failed, 2 if the arguments are wrong.
     *
     * @param arguments those of the command line
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Demo()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws Exception {
        Logs.configure(echo);
        var checks = new Checks(spec.commandLine().getOut(), Style.ofStandardOutput());
        try (var database = new DemoDatabase(url)) {
            var on = EngineUrl.parse(form == FormChoice.WORKERS ? database.sqliteUrl() : database.url());
            checks.line("Weft demo on " + on);
            for (var one : form.forms().toList()) {
                run(one, database, checks);
            }
            checks.line("");
            checks.line("demo ok: " + checks.passed() + " checks on " + on);
            return CommandLine.ExitCode.OK;
        } catch (Exception failure) {
            explain(failure);
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private void run(FormChoice choice, DemoDatabase database, Checks checks) throws Exception {
        checks.heading("[" + choice + "] " + choice.title());
        var start = System.nanoTime();
        switch (choice) {
            case ALL -> throw new IllegalArgumentException("stands for the others");
            case ASYNC -> run(new AsyncForm(), database.url(), checks);
            case AWAIT -> run(new AwaitForm(), database.url(), checks);
            case UNCHANGED -> run(new UnchangedForm(), database.url(), checks);
            case WORKERS -> run(new AsyncForm(), database.sqliteUrl(), checks);
            case ADVANCED -> run(new AdvancedForm(), database.url(), checks);
            case STANDARD -> new StandardForm().run(EngineUrl.parse(database.url()), checks);
        }
        checks.took(Duration.ofNanos(System.nanoTime() - start));
    }

    private void run(Form program, String on, Checks checks) throws Exception {
        var running = async(() -> {
            try (var engine = AsyncEngine.create(on, OPTIONS.withEcho(echo));
                    var sessions = AsyncSessionMaker.create(engine, A.class)) {
                checks.step("connected to "
                        + await(engine.begin(connection -> connection.runSync(jdbc -> {
                            var server = jdbc.getMetaData();
                            return server.getDatabaseProductName() + " " + server.getDatabaseProductVersion();
                        }))));
                await(program.run(engine, sessions, checks));
            }
        });
        try {
            running.get(FORM_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            running.cancel(true);
            throw new IllegalStateException("The form did not end within " + FORM_DEADLINE.toSeconds() + " s.", late);
        }
    }

    /** Prints the failure that says most: Weft's own, wherever it is, else the outermost. */
    private void explain(Exception failure) {
        var told = failure instanceof ExecutionException wrapper && wrapper.getCause() != null
                ? wrapper.getCause()
                : failure;
        var best = Stream.<Throwable>iterate(told, Throwable::getCause)
                .takeWhile(cause -> cause != null)
                .filter(Coded.class::isInstance)
                .findFirst()
                .orElse(told);
        var err = spec.commandLine().getErr();
        err.println("\ndemo failed: " + (best.getMessage() == null ? best : best.getMessage()));
        if (verbose) {
            told.printStackTrace(err);
        }
        err.flush();
    }
}
