package dev.weft.examples.tutorial;

import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.run;

import dev.weft.awaitlet.CancelScope;
import java.time.Duration;

/** Lesson 4: a cancelled scope stays cancelled, and cleanup that has to await gets a shield and a budget. */
public final class Cleanup {
    private Cleanup() {}

    /** Runs the lesson. */
    public static void main() {
        run(() -> {
            CancelScope.moveOnAfter(Duration.ofMillis(50), () -> book("seat 12"));
            scopesByHand();
            CancelScope.moveOnAfter(Duration.ofMillis(50), Cleanup::theMistake);
        });
    }

    // snippet:shield
    static String book(String seat) {
        try {
            return await(Remote.slow("payment for " + seat));
        } finally {
            IO.println(CancelScope.shielded(Duration.ofSeconds(5), () -> await(Remote.fetch(seat + " is free again"))));
        }
    }
    // end

    private static void scopesByHand() {
        // snippet:scope
        var scope = CancelScope.create();
        scope.run(() -> {
            scope.cancel("the user has left");
            for (var attempt = 1; attempt <= 3; attempt++) {
                try {
                    IO.println(await(Remote.slow("answer")));
                } catch (RuntimeException failure) {
                    IO.println("attempt " + attempt + ": " + failure.getMessage());
                }
            }
        });
        // end
    }

    // snippet:cleanup-mistake
    static String theMistake() {
        try {
            return await(Remote.slow("payment for seat 13"));
        } finally {
            IO.println("before the cleanup");
            IO.println(await(Remote.fetch("seat 13 is free again")));
        }
    }
    // end
}
