package dev.weft.awaitlet;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** The Flight Recorder event of an awaitlet from its first step to its end. */
@Name("dev.weft.Awaitlet")
@Label("Awaitlet")
@Description("An awaitlet ran from its first step to its end")
@StackTrace(false) // always that of its end, which tells nothing
@Threshold("20 ms")
final class AwaitletEvent extends FlightEvent {
    private static final AwaitletEvent PROBE = new AwaitletEvent();

    @Label("Started At")
    @Nullable
    String startedAt;

    @Label("Outcome")
    @Description("completed, failed or cancelled")
    @Nullable
    String outcome;

    /** An event that begins now, or null if nobody records. */
    static @Nullable AwaitletEvent ifRecording() {
        if (!PROBE.isEnabled()) {
            return null;
        }
        var event = new AwaitletEvent();
        event.begin();
        return event;
    }

    void ended(AwaitletTask task, @Nullable Throwable failure) {
        end();
        if (shouldCommit()) {
            of(task);
            startedAt = task.site().map(StackTraceElement::toString).orElse(null);
            outcome = failure == null ? "completed" : failure instanceof Cancelled ? "cancelled" : "failed";
            commit();
        }
    }
}
