package dev.weft.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The main program of a peer's JVM: reads from standard input where to connect and which scenarios to run, and writes
 * what came of them to standard output.
 *
 * <p>Each message is a line of words with tabs between them. What begins with {@link #MARK} is a message; other lines
 * of the output are the peer's own log.
 */
public final class PeerProgram {
    /** How a message of the program begins. */
    public static final String MARK = "weft-peer";

    private final BufferedReader in;
    private final PrintStream out;
    private final Function<Target, Peer> maker;

    private PeerProgram(BufferedReader in, PrintStream out, Function<Target, Peer> maker) {
        this.in = in;
        this.out = out;
        this.maker = maker;
    }

    /**
     * Runs scenarios until standard input ends, and then ends the JVM, whatever threads of the peer are alive; it ends
     * at once if the process that started it does.
     *
     * @param maker makes a peer, whose connections it may make later
     * @throws IOException if standard input cannot be read
     */
    public static void main(Function<Target, Peer> maker) throws IOException {
        var _ = ProcessHandle.current()
                .parent()
                .map(starter ->
                        starter.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        new PeerProgram(in, System.out, maker).serve();
        System.exit(0);
    }

    private void serve() throws IOException {
        Target target = null;
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var words = line.split("\t", -1);
            if (words[0].equals("target")) {
                target = target(words);
            } else if (words[0].equals("run") && target != null) {
                run(target, words[1], Duration.ofMillis(Long.parseLong(words[2])), Long.parseLong(words[3]));
            } else {
                throw new IllegalArgumentException("not a command here: " + words[0]);
            }
        }
    }

    private static Target target(String[] words) {
        return new Target(
                words[1], Integer.parseInt(words[2]), words[3], words[4], words[5], words[6], 1, Duration.ZERO);
    }

    private void run(Target target, String id, Duration time, long seed) {
        try {
            var scenario = Scenarios.all().stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no scenario " + id));
            var hung = new AtomicBoolean();
            var verdict =
                    scenario.run(new Arena(maker, target, new AskedReferee(), time, new SplittableRandom(seed), hung));
            var figures = new ArrayList<>(verdict.figures());
            if (hung.get()) {
                figures.add("its pool did not close within " + ClosedInTime.TIME.toSeconds() + " s");
            }
            say("verdict", verdict.holds() && !hung.get() ? "ok" : "not ok", String.join("; ", figures));
        } catch (Exception | LinkageError failed) {
            failed.printStackTrace(); // into the peer's own log
            say("failed", Waiting.told(failed));
        }
    }

    private void say(String... words) {
        var line = new StringBuilder(MARK);
        for (var word : words) {
            line.append('\t').append(word.replaceAll("[\t\n\r]", " "));
        }
        out.println(line);
        out.flush();
    }

    private String[] asked(String question, String argument) {
        say(question, argument);
        try {
            var line = in.readLine();
            if (line == null) {
                throw new IllegalStateException("nobody answers \"" + question + "\"");
            }
            var words = line.split("\t", -1);
            if (!words[0].equals("answer")) {
                throw new IllegalStateException("\"" + question + "\" failed: " + line);
            }
            return words;
        } catch (IOException gone) {
            throw new IllegalStateException("nobody answers \"" + question + "\"", gone);
        }
    }

    /** The one at the other end of standard input. */
    private final class AskedReferee implements Referee {
        @Override
        public Sessions sessions(String application) {
            var answer = asked("sessions", application);
            return new Sessions(Integer.parseInt(answer[1]), Integer.parseInt(answer[2]));
        }

        @Override
        public int connectionsMade() {
            return Integer.parseInt(asked("connections", "")[1]);
        }

        @Override
        public void crash() {
            var _ = asked("crash", "");
        }

        @Override
        public void forget() {
            var _ = asked("forget", "");
        }
    }
}
