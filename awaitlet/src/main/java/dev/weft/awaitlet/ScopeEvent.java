package dev.weft.awaitlet;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** The Flight Recorder event of a cancel scope from its entry to its end. */
@Name("dev.weft.Scope")
@Label("Cancel Scope")
@Description("A cancel scope was open, that of a group included")
@Threshold("20 ms")
final class ScopeEvent extends FlightEvent {
    private static final ScopeEvent PROBE = new ScopeEvent();

    @Label("Shielded")
    boolean shielded;

    @Label("Cancelled")
    @Description("Why it was cancelled, if it was")
    @Nullable
    String cancelled;

    /** An event that begins now, or null if nobody records. */
    static @Nullable ScopeEvent ifRecording() {
        if (!PROBE.isEnabled()) {
            return null;
        }
        var event = new ScopeEvent();
        event.begin();
        return event;
    }

    void ended(CancelScope scope) {
        end();
        if (shouldCommit()) {
            of(scope.host());
            shielded = scope.isShielded();
            cancelled = scope.reason().map(CancelReason::toString).orElse(null);
            commit();
        }
    }
}
