package dev.weft.examples.tutorial;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.run;

import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.Deadline;
import dev.weft.awaitlet.ScopeTimeout;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lesson 2: a limit stands around the code it limits, and ends the work, not only the wait. */
public final class Timeouts {
    private Timeouts() {}

    /** Runs the lesson. */
    public static void main() {
        run(() -> {
            orFail();
            orMoveOn();
            oneDeadlineForTwoSteps();
            theMistake();
        });
    }

    private static void orFail() {
        // snippet:fail-after
        try {
            CancelScope.failAfter(Duration.ofMillis(50), () -> await(Remote.slow("report")));
        } catch (ScopeTimeout late) {
            IO.println(late.getMessage());
        }
        // end
    }

    private static void orMoveOn() {
        // snippet:move-on-after
        var price = CancelScope.moveOnAfter(Duration.ofMillis(50), () -> await(Remote.slow("price of today")))
                .orElse("price of yesterday");
        IO.println(price);
        // end
    }

    private static void oneDeadlineForTwoSteps() {
        // snippet:deadline
        var deadline = Deadline.after(Duration.ofSeconds(10));
        var user = CancelScope.failAt(deadline, () -> await(Remote.fetch("Ada")));
        var page = CancelScope.failAt(deadline, () -> await(Remote.fetch("page of " + user)));
        IO.println(page + ", in time: " + !deadline.passed());
        // end
    }

    private static void theMistake() throws InterruptedException, ExecutionException {
        // snippet:timeouts-mistake
        var export = async(() -> await(Remote.slow("export")));
        try {
            IO.println(export.get(50, TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            IO.println("nobody waits for the export, and it still runs: " + !export.isDone());
        }
        // end
        export.cancel(true);
    }
}
