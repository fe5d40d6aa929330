package dev.weft.engine.internal.flight;

import dev.weft.engine.StatementEvent;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** The Flight Recorder event of a statement that ran. */
@Name("dev.weft.Statement")
@Label("Statement")
@Description("A statement or a batch ran; its parameters are not told")
@Category("Weft")
@Threshold("20 ms")
public final class StatementFlight extends Event {
    private static final StatementFlight PROBE = new StatementFlight();

    @Label("Engine")
    @Description("The name of the engine")
    @Nullable
    String engine;

    @Label("SQL")
    @Description("The text, without the values of its parameters")
    @Nullable
    String sql;

    @Label("Token")
    @Description("The mark of its execution options")
    @Nullable
    String token;

    @Label("Outcome")
    @Description("completed, failed or cancelled")
    @Nullable
    String outcome;

    private StatementFlight() {}

    /**
     * Tells whether anybody records.
     *
     * @return true if an event would be kept
     */
    public static boolean recording() {
        return PROBE.isEnabled();
    }

    /**
     * An event that begins now.
     *
     * @return the event, or null if nobody records
     */
    public static @Nullable StatementFlight ifRecording() {
        if (!PROBE.isEnabled()) {
            return null;
        }
        var event = new StatementFlight();
        event.begin();
        return event;
    }

    /**
     * Ends the event.
     *
     * @param statement the statement
     * @param failure why it failed, or null
     */
    public void ended(StatementEvent statement, @Nullable Throwable failure) {
        end();
        if (shouldCommit()) {
            engine = statement.engine();
            sql = statement.sql();
            token = statement.loggingToken();
            outcome = Outcomes.of(failure);
            commit();
        }
    }
}
