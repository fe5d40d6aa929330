package dev.weft.engine.internal.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** The Flight Recorder event of a connection that was collected without having been closed. */
@Name("dev.weft.Leak")
@Label("Leak")
@Description("A connection was collected without having been closed; the pool has taken it back")
@Category("Weft")
public final class LeakFlight extends Event {
    private static final LeakFlight PROBE = new LeakFlight();

    @Label("Engine")
    @Description("The name of the engine")
    @Nullable
    String engine;

    @Label("Holder")
    @Description("Who had taken it")
    @Nullable
    String holder;

    private LeakFlight() {}

    /**
     * Tells of a leak, if anybody records.
     *
     * @param name the engine's name
     * @param who who had taken the connection
     */
    public static void of(String name, String who) {
        if (PROBE.isEnabled()) {
            var event = new LeakFlight();
            event.engine = name;
            event.holder = who;
            event.commit();
        }
    }
}
