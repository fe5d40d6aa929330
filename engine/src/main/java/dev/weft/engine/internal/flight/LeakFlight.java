package dev.weft.engine.internal.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** The Flight Recorder event of a connection that was not closed: collected, or held too long. */
@Name("dev.weft.Leak")
@Label("Leak")
@Description("A connection was collected without having been closed and is taken back, or is held too long")
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

    @Label("Kind")
    @Description("collected or held")
    @Nullable
    String kind;

    private LeakFlight() {}

    /**
     * Tells of a connection that was collected, if anybody records.
     *
     * @param name the engine's name
     * @param who who had taken the connection
     */
    public static void collected(String name, String who) {
        tell(name, who, "collected");
    }

    /**
     * Tells of a connection that is held too long, if anybody records.
     *
     * @param name the engine's name
     * @param who who has taken the connection
     */
    public static void heldTooLong(String name, String who) {
        tell(name, who, "held");
    }

    private static void tell(String name, String who, String what) {
        if (PROBE.isEnabled()) {
            var event = new LeakFlight();
            event.engine = name;
            event.holder = who;
            event.kind = what;
            event.commit();
        }
    }
}
