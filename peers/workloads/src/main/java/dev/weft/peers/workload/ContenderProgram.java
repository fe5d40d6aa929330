package dev.weft.peers.workload;

import dev.weft.peers.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The main program of a contender's JVM: reads from standard input what to do, and writes to standard output what was
 * measured.
 *
 * <p>Each message is a line of words with tabs between them. What begins with {@link #MARK} is a message; other lines
 * of the output are the contender's own log. The commands, and what answers them:
 *
 * <ul>
 *   <li>{@code workloads}: {@code workloads} and their names.
 *   <li>{@code open WORKLOAD CONNECTIONS ROWS HOST PORT DATABASE USER PASSWORD APPLICATION}: {@code opened}, after the
 *       first operation.
 *   <li>{@code close}: {@code closed}, after which something else can be opened.
 *   <li>{@code steady TASKS MILLIS}, {@code rate PER_SECOND MILLIS}, {@code burst TOGETHER MILLIS}, {@code crowd TASKS
 *       EACH}, {@code storm CALLERS MILLIS}, {@code rest}: {@code round} and its figures.
 *   <li>{@code park TASKS}: {@code parked} when all of them wait; after the command {@code release}, {@code round}.
 * </ul>
 *
 * <p>What fails is answered with {@code failed} and why.
 */
public final class ContenderProgram {
    /** How a message of the program begins. */
    public static final String MARK = "weft-contender";

    private static final int LONGEST = 300;
    private static final Duration ACQUIRE = Duration.ofMinutes(3);
    private static final long FIRST_MINUTES = 1;

    private final BufferedReader in;
    private final PrintStream out;
    private final Contender contender;
    private @Nullable Client client;
    private @Nullable CancelStorm storm;
    private @Nullable AutoCloseable end;

    private ContenderProgram(BufferedReader in, PrintStream out, Contender contender) {
        this.in = in;
        this.out = out;
        this.contender = contender;
    }

    /**
     * Obeys until standard input ends, and then ends the JVM, whatever threads of the contender are alive; it ends at
     * once if the process that started it does.
     *
     * @param contender who
     * @throws IOException if standard input cannot be read
     */
    public static void main(Contender contender) throws IOException {
        var _ = ProcessHandle.current()
                .parent()
                .map(starter ->
                        starter.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        new ContenderProgram(in, System.out, contender).serve();
        Runtime.getRuntime().halt(0); // pools that do not close are no reason to stay
    }

    private void serve() throws IOException {
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            try {
                obey(List.of(line.split("\t", -1)));
            } catch (Exception | LinkageError | OutOfMemoryError failed) {
                failed.printStackTrace(); // into the contender's own log
                say("failed", List.of(told(failed)));
            }
        }
    }

    private void obey(List<String> words) throws Exception {
        switch (words.getFirst()) {
            case "workloads" ->
                say("workloads", contender.workloads().stream().map(Enum::name).toList());
            case "open" -> open(words);
            case "close" -> close();
            case "steady" -> say(load().steady(number(words, 1), number(words, 2)));
            case "rate" -> say(load().open(number(words, 1), number(words, 2)));
            case "burst" -> say(load().burst(number(words, 1), number(words, 2)));
            case "crowd" -> say(load().crowd(number(words, 1), number(words, 2)));
            case "park" -> park(number(words, 1));
            case "storm" -> {
                if (storm == null) {
                    throw new IllegalStateException("nothing is open that could be given up");
                }
                say(storm.round(number(words, 1), number(words, 2)));
            }
            case "rest" -> say(Memory.atRest().round());
            default -> throw new IllegalArgumentException("not a command here: " + words.getFirst());
        }
    }

    private static int number(List<String> words, int place) {
        return Integer.parseInt(words.get(place));
    }

    private void open(List<String> words) throws Exception {
        if (end != null) {
            throw new IllegalStateException("what was opened before is to be closed first");
        }
        var workload = Workload.valueOf(words.get(1));
        var connections = number(words, 2);
        var target = new Target(
                words.get(4),
                number(words, 5),
                words.get(6),
                words.get(7),
                words.get(8),
                words.get(9),
                connections,
                ACQUIRE);
        if (workload == Workload.CANCEL) {
            var peer = contender.peer(target);
            end = peer;
            var opened = new CancelStorm(peer, connections);
            if (opened.usable() < connections) {
                throw new IllegalStateException("not all connections were made");
            }
            storm = opened;
        } else {
            var opened = contender.open(workload, target, number(words, 3));
            end = opened.end();
            client = opened;
            new Load(opened).first().get(FIRST_MINUTES, TimeUnit.MINUTES);
        }
        say("opened", List.of());
    }

    private void close() throws Exception {
        if (end != null) {
            end.close();
        }
        end = null;
        client = null;
        storm = null;
        say("closed", List.of());
    }

    private Load load() {
        if (client == null) {
            throw new IllegalStateException("nothing is open");
        }
        return new Load(client);
    }

    private void park(int tasks) throws Exception {
        var load = load();
        var before = Memory.atRest();
        var all = load.start(tasks, done -> done == 0, new Latencies(tasks));
        var round = Memory.atRest().each(before, tasks);
        say("parked", List.of());
        var line = in.readLine();
        if (!"release".equals(line)) {
            throw new IllegalStateException("not released, but told " + line);
        }
        for (var end : all) {
            var _ = end.get(ACQUIRE.toMinutes(), TimeUnit.MINUTES);
        }
        say(round);
    }

    private void say(Round round) {
        say("round", round.words());
    }

    private void say(String kind, List<String> words) {
        var line = new StringBuilder(MARK).append('\t').append(kind);
        words.forEach(word -> line.append('\t').append(word.replaceAll("[\t\n\r]", " ")));
        out.println(line);
        out.flush();
    }

    /** The first line of what a failure tells. */
    private static String told(Throwable failure) {
        var cause = failure.getCause();
        if (cause != null && (failure instanceof ExecutionException || failure instanceof CompletionException)) {
            return told(cause);
        }
        var line = failure.toString().lines().findFirst().orElse("");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
