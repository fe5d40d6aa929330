package dev.weft.engine.internal.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** The Flight Recorder event of a caller that waited for a connection. */
@Name("dev.weft.Acquire")
@Label("Acquire")
@Description("A caller waited for a connection of the pool")
@Category("Weft")
@Threshold("20 ms")
public final class AcquireFlight extends Event {
    private static final AcquireFlight PROBE = new AcquireFlight();

    @Label("Engine")
    @Description("The name of the engine")
    @Nullable
    String engine;

    @Label("Holder")
    @Description("Who asked for it")
    @Nullable
    String holder;

    @Label("Outcome")
    @Description("completed, failed or cancelled")
    @Nullable
    String outcome;

    private AcquireFlight() {}

    /**
     * An event that begins now.
     *
     * @return the event, or null if nobody records
     */
    public static @Nullable AcquireFlight ifRecording() {
        if (!PROBE.isEnabled()) {
            return null;
        }
        var event = new AcquireFlight();
        event.begin();
        return event;
    }

    /**
     * Ends the event.
     *
     * @param name the engine's name
     * @param who who asked, in the words of its {@code toString()}
     * @param failure why it got none, or null
     */
    public void ended(String name, Object who, @Nullable Throwable failure) {
        end();
        if (shouldCommit()) {
            engine = name;
            holder = who.toString();
            outcome = Outcomes.of(failure);
            commit();
        }
    }
}
