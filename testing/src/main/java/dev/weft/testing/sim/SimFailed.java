package dev.weft.testing.sim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a simulation: something happened that must not, in a schedule that its seed makes again.
 *
 * <p>As thread-safe as any {@link Throwable}.
 */
public final class SimFailed extends AssertionError {
    private static final long serialVersionUID = 1L;

    /** The seed of the schedule. */
    private final long seed;

    /**
     * Makes the failure.
     *
     * @param seed the seed of the schedule
     * @param what what happened
     * @param events the events until then, in order
     * @param cause why, or null
     */
    public SimFailed(long seed, String what, List<String> events, @Nullable Throwable cause) {
        super(
                what + "\nSeed " + seed + "L makes this schedule again; its events until then:\n- "
                        + String.join("\n- ", events),
                cause);
        this.seed = seed;
    }

    /**
     * The seed of the schedule.
     *
     * @return what {@link SimDriver#seeded(long, SimFaults)} takes
     */
    public long seed() {
        return seed;
    }
}
