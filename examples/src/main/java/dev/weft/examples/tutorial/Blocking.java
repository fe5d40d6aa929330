package dev.weft.examples.tutorial;

import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.run;

import dev.weft.awaitlet.CapacityLimiter;
import dev.weft.awaitlet.FromWorker;
import dev.weft.awaitlet.NoAwaitletContext;
import dev.weft.awaitlet.Portal;
import dev.weft.awaitlet.WorkerOptions;
import dev.weft.awaitlet.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;

/** Lesson 5: code that holds its thread runs on worker threads, and may call back. */
public final class Blocking {
    private Blocking() {}

    /** Runs the lesson. */
    public static void main() {
        run(() -> {
            onAWorker();
            fewAtATime();
            andBack();
            theMistake();
        });
        fromOutside();
    }

    private static void onAWorker() throws IOException {
        // snippet:worker
        var file = Files.createTempFile("weft", ".txt");
        try {
            var text = Workers.shared().call(() -> {
                Files.writeString(file, "written by a worker");
                return Files.readString(file);
            });
            IO.println(text);
        } finally {
            Files.delete(file);
        }
        // end
    }

    private static void fewAtATime() {
        // snippet:limit
        var twoAtATime = WorkerOptions.defaults().limitedBy(CapacityLimiter.create(2));
        IO.println(Workers.shared()
                .call(twoAtATime, () -> "virtual: " + Thread.currentThread().isVirtual()));
        // end
    }

    private static void andBack() {
        // snippet:from-worker
        var total = Workers.shared().call(() -> {
            var sum = 0;
            for (var part = 1; part <= 3; part++) {
                FromWorker.checkCancelled();
                var item = part;
                sum += FromWorker.call(() -> await(Remote.fetch("x".repeat(item))))
                        .length();
            }
            return sum;
        });
        IO.println("total: " + total);
        // end
    }

    private static void fromOutside() {
        // snippet:portal
        try (var portal = Portal.open()) {
            String greeting = portal.call(() -> await(Remote.fetch("Hello, thread")));
            IO.println(greeting);

            CompletableFuture<String> later = portal.startSoon(() -> await(Remote.fetch("and hello later")));
            IO.println(later.join());
        }
        // end
    }

    private static void theMistake() {
        // snippet:blocking-mistake
        try {
            Workers.shared().call(() -> await(Remote.fetch("rate")));
        } catch (NoAwaitletContext mistake) {
            IO.println(mistake.code() + ": " + mistake.cure());
        }
        // end
    }
}
