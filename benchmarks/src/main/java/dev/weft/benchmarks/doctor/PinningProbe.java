package dev.weft.benchmarks.doctor;

import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.awaitlet.TaskGroup;
import dev.weft.engine.AsyncEngine;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

/** Looks for virtual threads that keep their carriers while they wait, for a second of queries. In an awaitlet. */
final class PinningProbe {
    private static final int TASKS = 16;
    private static final Duration TIME = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMillis(1);

    private PinningProbe() {}

    static Finding look(AsyncEngine engine) {
        var pinned = new ConcurrentLinkedQueue<String>();
        try (var recording = new RecordingStream()) {
            recording.enable("jdk.VirtualThreadPinned").withThreshold(LONG).withStackTrace();
            recording.onEvent("jdk.VirtualThreadPinned", event -> pinned.add(where(event)));
            recording.startAsync();
            queries(engine);
            recording.stop();
        }
        if (pinned.isEmpty()) {
            return Finding.ok("pinning", "none longer than 1 ms in a second of queries by " + TASKS + " awaitlets");
        }
        return Finding.note(
                "pinning",
                pinned.size() + " times a virtual thread kept its carrier for more than 1 ms, such as in "
                        + pinned.peek(),
                "Native code, or a class being loaded, waited there. Drivers that do so belong on Workers: their URL jdbc:...");
    }

    private static void queries(AsyncEngine engine) {
        var end = System.nanoTime() + TIME.toNanos();
        TaskGroup.run(group -> IntStream.range(0, TASKS)
                .forEach(_ -> group.fork(() -> {
                    while (System.nanoTime() < end) {
                        try (var connection = engine.connect()) {
                            await(connection.execute("select 1"));
                        }
                    }
                })));
    }

    private static String where(RecordedEvent event) {
        var stack = event.getStackTrace();
        return stack == null || stack.getFrames().isEmpty()
                ? "code without a trace"
                : stack.getFrames().stream()
                        .map(frame -> frame.getMethod().getType().getName() + "."
                                + frame.getMethod().getName())
                        .filter(name -> !name.startsWith("java.lang.") && !name.startsWith("jdk.internal."))
                        .findFirst()
                        .orElse("the JDK");
    }
}
