package dev.weft.benchmarks.compare;

import dev.weft.peers.workload.ContenderProgram;
import dev.weft.peers.workload.Round;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A contender's JVM. Used by one thread. It ends with this process, however that ends. */
final class ContenderProcess implements AutoCloseable {
    private static final int LAST_LINES = 3;
    private static final int LONGEST = 400;
    private static final List<String> NOTHING = List.of();

    private final Process process;
    private final PrintStream out;
    private final Path log;
    private final BlockingQueue<List<String>> answers = new LinkedBlockingQueue<>();

    private ContenderProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.out = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** Why there is no answer. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1;

        Failed(String why) {
            super(why);
        }
    }

    static ContenderProcess start(Contender.Command contender, List<String> options) throws IOException {
        var log = Files.createTempFile("weft-contender", ".log");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", contender.classPath(), contender.main()));
        command.addAll(contender.arguments());
        var started = new ContenderProcess(
                new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
        Thread.ofVirtual().name("weft-compare-reader").start(started::read);
        return started;
    }

    private void read() {
        try (var in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var words = List.of(line.split("\t", -1));
                if (words.size() > 1 && words.getFirst().equals(ContenderProgram.MARK)) {
                    answers.add(words.subList(1, words.size()));
                }
            }
        } catch (IOException ended) {
            // told below, as any other end
        }
        answers.add(NOTHING);
    }

    /** Commands, and waits for the answer of a kind. */
    List<String> ask(Duration within, String kind, Object... words) throws Failed, InterruptedException {
        tell(words);
        return await(within, kind);
    }

    /** Commands a round. */
    Round round(Duration within, Object... words) throws Failed, InterruptedException {
        return Round.of(ask(within, "round", words));
    }

    void tell(Object... words) {
        out.println(
                String.join("\t", List.of(words).stream().map(String::valueOf).toList()));
    }

    List<String> await(Duration within, String kind) throws Failed, InterruptedException {
        var answer = answers.poll(within.toMillis(), TimeUnit.MILLISECONDS);
        if (answer == null) {
            throw new Failed("hangs: no answer within " + within.toSeconds() + " s" + end());
        }
        if (answer.isEmpty()) {
            throw new Failed("its JVM has ended" + end());
        }
        var words = answer.subList(1, answer.size());
        if (answer.getFirst().equals("failed")) {
            throw new Failed(String.join(" ", words));
        }
        if (!answer.getFirst().equals(kind)) {
            throw new Failed("answered " + answer.getFirst() + " where " + kind + " was asked");
        }
        return words;
    }

    /** The end of its log, for who has to find out what happened. */
    private String end() {
        try {
            var lines = new ArrayList<>(Files.readAllLines(log, StandardCharsets.UTF_8));
            lines.removeIf(String::isBlank);
            var told = String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
            return lines.isEmpty() ? "" : "; its log ends with: " + told.substring(0, Math.min(LONGEST, told.length()));
        } catch (IOException unreadable) {
            return "; its log cannot be read: " + unreadable.getMessage();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        out.close();
        Files.deleteIfExists(log);
    }
}
