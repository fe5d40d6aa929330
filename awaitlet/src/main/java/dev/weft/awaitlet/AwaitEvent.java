package dev.weft.awaitlet;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** The Flight Recorder event of an awaitlet that had to wait. */
@Name("dev.weft.Await")
@Label("Await")
@Description("An awaitlet waited for a stage, or in a blocking call")
@Threshold("20 ms")
final class AwaitEvent extends FlightEvent {
    private static final AwaitEvent PROBE = new AwaitEvent();

    @Label("Awaited")
    @Description("The class of the awaited stage")
    @Nullable
    String awaited;

    @Label("Outcome")
    @Description("completed, failed or cancelled")
    @Nullable
    String outcome;

    /** An event that begins now, or null if nobody records. */
    static @Nullable AwaitEvent ifRecording() {
        if (!PROBE.isEnabled()) {
            return null;
        }
        var event = new AwaitEvent();
        event.begin();
        return event;
    }

    void ended(AwaitletTask task, String what, String how) {
        end();
        if (shouldCommit()) {
            of(task);
            awaited = what;
            outcome = how;
            commit();
        }
    }
}
