package dev.weft.benchmarks.doctor;

import static dev.weft.awaitlet.Awaitlets.async;

import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.ScopeTimeout;
import dev.weft.awaitlet.WeftException;
import dev.weft.benchmarks.doctor.Finding.Grade;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./weft doctor}: looks at the JVM, the drivers and a database, and says what to do about what it finds. */
@Command(
        name = "./weft doctor",
        description = {
            "Looks at this JVM, at the drivers on the class path and, if a URL is given, at a database:",
            "its version, its distance, what the pool may take of it, poolers in between, pinned threads.",
            "The JVM is this command's own. To look at one with the flags of your application, put them into",
            "WEFT_JAVA_OPTS, such as WEFT_JAVA_OPTS='-Xmx512m -XX:+UseCompactObjectHeaders' ./weft doctor.",
            "Ends with 1 if something does not work."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Doctor implements Callable<Integer> {
    private static final int PATIENCE = 6;
    /** How long a connection that does not answer is waited for in the end, at most. */
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    @Parameters(
            arity = "0..1",
            paramLabel = "URL",
            description = "The database, such as postgresql://user:password@localhost/shop.")
    private @Nullable String url;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = {
                "How long to try to connect, 1 to 600; ${DEFAULT-VALUE} if not given. All that is asked of the database",
                "then may take " + PATIENCE + " times as long."
            })
    private int timeout = 1;

    @Option(
            names = "--pool-size",
            paramLabel = "N",
            description = "The connections of the pool you have in mind, 1 to 10000; the default pool's if not given.")
    private @Nullable Integer poolSize;

    private final PrintStream out;

    private Doctor(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs it and ends the JVM: with 0, with 1 if something does not work, or with 2 if the arguments are wrong.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(run(System.out, arguments));
    }

    /** The exit code. */
    static int run(PrintStream out, String... arguments) {
        return new CommandLine(new Doctor(out)).execute(arguments);
    }

    @Override
    public Integer call() {
        if (timeout < 1 || timeout > 600) {
            out.println("There must be 1 to 600 seconds to connect.");
            return 2;
        }
        if (poolSize != null && (poolSize < 1 || poolSize > 10_000)) {
            out.println("A pool has 1 to 10000 connections.");
            return 2;
        }
        out.println("The JVM is this command's own; WEFT_JAVA_OPTS gives it the flags of your application.");
        var all = new ArrayList<>(JvmCheck.here().findings());
        all.addAll(DriversCheck.findings());
        all.forEach(finding -> out.println(finding.text()));
        var ofDatabase = url == null ? nothingAsked() : database(url);
        ofDatabase.forEach(finding -> out.println(finding.text()));
        all.addAll(ofDatabase);
        var faults = count(all, Grade.FAULT);
        out.printf(
                "%n%s, %s to know or to gain.%n", counted(faults, "fault"), counted(count(all, Grade.NOTE), "thing"));
        return faults == 0 ? 0 : 1;
    }

    private static List<Finding> nothingAsked() {
        return List.of(
                Finding.note("database", "none was named", "./weft doctor postgresql://user:password@host/name"));
    }

    private List<Finding> database(String target) {
        var toConnect = Duration.ofSeconds(timeout);
        var toEnd = toConnect.compareTo(LONGEST_END) < 0 ? toConnect : LONGEST_END;
        var timed = EngineOptions.defaults()
                .withConnectTimeout(toConnect)
                .withCancelTimeout(toEnd)
                .withCloseTimeout(toEnd);
        var options = poolSize == null ? timed : timed.withPoolSize(poolSize);
        try (var engine = AsyncEngine.create(target, options)) {
            return async(() -> CancelScope.failAfter(toConnect.multipliedBy(PATIENCE), () -> look(engine)))
                    .join();
        } catch (WeftException refused) {
            return List.of(DatabaseCheck.failed(refused));
        } catch (CompletionException failed) {
            return switch (failed.getCause()) {
                case ScopeTimeout _ -> List.of(tooLate(toConnect.multipliedBy(PATIENCE)));
                case WeftException told -> List.of(DatabaseCheck.failed(told));
                case null, default -> throw failed;
            };
        }
    }

    private static List<Finding> look(AsyncEngine engine) {
        var all = new ArrayList<>(new DatabaseCheck(engine).findings());
        all.add(PinningProbe.look(engine));
        return all;
    }

    private static Finding tooLate(Duration limit) {
        return Finding.fault(
                "database",
                "it took the connection, but had not answered everything after " + limit.toSeconds() + " s",
                "See whether the server hangs, or something in between drops what is sent (firewalls, gateways, VPNs);"
                        + " if it is only slow or very far away: --timeout.");
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static long count(List<Finding> all, Grade grade) {
        return all.stream().filter(finding -> finding.grade() == grade).count();
    }
}
