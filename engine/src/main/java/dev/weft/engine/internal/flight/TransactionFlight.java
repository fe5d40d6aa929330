package dev.weft.engine.internal.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** The Flight Recorder event of a transaction. */
@Name("dev.weft.Transaction")
@Label("Transaction")
@Description("A transaction of the async face, from its begin to its end")
@Category("Weft")
@Threshold("100 ms")
public final class TransactionFlight extends Event {
    private static final TransactionFlight PROBE = new TransactionFlight();

    @Label("Engine")
    @Description("The name of the engine")
    @Nullable
    String engine;

    @Label("Outcome")
    @Description("committed, or rolled back")
    @Nullable
    String outcome;

    private TransactionFlight() {}

    /**
     * An event that begins now.
     *
     * @return the event, or null if nobody records
     */
    public static @Nullable TransactionFlight ifRecording() {
        if (!PROBE.isEnabled()) {
            return null;
        }
        var event = new TransactionFlight();
        event.begin();
        return event;
    }

    /**
     * Ends the event.
     *
     * @param name the engine's name
     * @param how committed, or rolled back
     */
    public void ended(String name, String how) {
        end();
        if (shouldCommit()) {
            engine = name;
            outcome = how;
            commit();
        }
    }
}
