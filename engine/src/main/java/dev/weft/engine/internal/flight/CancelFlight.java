package dev.weft.engine.internal.flight;

import dev.weft.awaitlet.CancelReason;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** The Flight Recorder event of an operation that was asked to stop. */
@Name("dev.weft.OperationCancel")
@Label("Operation Cancel")
@Description("A cancel was asked for, of an operation that waited or ran")
@Category("Weft")
public final class CancelFlight extends Event {
    private static final CancelFlight PROBE = new CancelFlight();

    @Label("Operation")
    @Description("Its SQL text or its name")
    @Nullable
    String operation;

    @Label("Reason")
    @Description("Why")
    @Nullable
    String reason;

    @Label("Running")
    @Description("Whether it had begun")
    boolean running;

    private CancelFlight() {}

    /**
     * Tells of a cancel, if anybody records.
     *
     * @param what the operation's SQL text or name
     * @param why the reason
     * @param begun whether the operation had begun
     */
    public static void of(String what, CancelReason why, boolean begun) {
        if (PROBE.isEnabled()) {
            var event = new CancelFlight();
            event.operation = what;
            event.reason = why.toString();
            event.running = begun;
            event.commit();
        }
    }
}
