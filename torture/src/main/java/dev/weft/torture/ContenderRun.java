package dev.weft.torture;

import dev.weft.engine.EngineUrl;
import dev.weft.peers.PeerProgram;
import dev.weft.testing.network.FaultProxy;
import dev.weft.testing.server.PgCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One scenario of one contender, in a JVM of its own and on a network of its own; asked from there, it rules the
 * server.
 *
 * @param cluster the server
 * @param contender who
 * @param scenario the number of what
 * @param time how long to go on with what is repeated
 * @param patience how much longer it may take until it counts as hanging
 */
record ContenderRun(PgCluster cluster, Contender contender, String scenario, Duration time, Duration patience) {
    private static final String APPLICATION = "torture-peer";
    private static final int LAST_LINES = 5;

    /** What the contender's JVM said in the end. */
    record Said(String kind, List<String> words) {
        boolean ok() {
            return kind.equals("verdict") && words.getFirst().equals("ok");
        }

        /** The figures, or why there are none. */
        String told() {
            return kind.equals("verdict") ? words.getLast() : "failed: " + words.getFirst();
        }
    }

    Said run(long seed) throws IOException, InterruptedException {
        var log = Files.createTempFile("weft-peer", ".log");
        try (var proxy = FaultProxy.before(cluster.port(), seed)) {
            var process = new ProcessBuilder(contender.command())
                    .redirectError(log.toFile())
                    .start();
            try {
                return said(process, proxy, seed, log);
            } finally {
                process.destroyForcibly().waitFor();
                if (!cluster.sessions(APPLICATION).isEmpty()) {
                    cluster.terminateBackends(APPLICATION); // of a contender that was ended while it worked
                }
            }
        } finally {
            Files.delete(log);
        }
    }

    private Said said(Process process, FaultProxy proxy, long seed, Path log) throws IOException, InterruptedException {
        var said = new CompletableFuture<Said>();
        Thread.ofVirtual().name("torture-referee").start(() -> {
            try (var in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                    var out = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8)) {
                begin(out, proxy, seed);
                said.complete(referee(in, out, proxy));
            } catch (IOException | RuntimeException failed) {
                said.completeExceptionally(failed);
            }
        });
        var within = time.plus(patience);
        try {
            return said.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return new Said("failed", List.of("no verdict within " + within.toSeconds() + " s" + end(log)));
        } catch (ExecutionException failed) {
            return new Said("failed", List.of(Await.told(failed) + end(log)));
        }
    }

    private void begin(PrintStream out, FaultProxy proxy, long seed) {
        var url = EngineUrl.parse(cluster.url());
        out.println(String.join(
                "\t",
                "target",
                url.hosts().getFirst().name(),
                Integer.toString(proxy.port()),
                url.database().orElseThrow(),
                url.user().orElseThrow(),
                url.password().orElseThrow(),
                APPLICATION));
        out.println(String.join("\t", "run", scenario, Long.toString(time.toMillis()), Long.toString(seed)));
    }

    /** Answers what is asked until there is a verdict. */
    private Said referee(BufferedReader in, PrintStream out, FaultProxy proxy) throws IOException {
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var words = List.of(line.split("\t", -1));
            if (!words.getFirst().equals(PeerProgram.MARK)) {
                continue; // its own log
            }
            var rest = words.subList(2, words.size());
            switch (words.get(1)) {
                case "verdict", "failed" -> {
                    return new Said(words.get(1), rest);
                }
                case "sessions" -> out.println("answer\t" + sessions(rest.getFirst()));
                case "connections" -> out.println("answer\t" + proxy.connections());
                case "crash" -> {
                    cluster.restart(PgCluster.Stop.IMMEDIATE);
                    out.println("answer");
                }
                case "forget" -> {
                    proxy.forget();
                    out.println("answer");
                }
                default -> throw new IOException("its JVM asks for what nobody here knows: " + words.get(1));
            }
        }
        throw new IOException("its JVM ended without a verdict");
    }

    private String sessions(String application) {
        var sessions = cluster.sessions(application);
        var active =
                sessions.stream().filter(one -> one.state().equals("active")).count();
        var inTransaction = sessions.stream()
                .filter(one -> one.state().startsWith("idle in transaction"))
                .count();
        return active + "\t" + inTransaction;
    }

    /** The end of its log, for who has to find out what happened. */
    private static String end(Path log) {
        try {
            var lines = new ArrayList<>(Files.readAllLines(log, StandardCharsets.UTF_8));
            lines.removeIf(String::isBlank);
            return lines.isEmpty()
                    ? ""
                    : "; its log ends with: "
                            + String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
