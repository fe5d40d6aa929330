package dev.weft.testing;

import java.util.List;

/**
 * The failure of a test under a {@link LeakWatch}, such as an {@link EngineTest}, that left something behind; it names
 * each leak and, where it is known, its holder.
 *
 * <p>As thread-safe as any {@link Throwable}.
 */
public final class LeakFound extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final transient List<String> leaks;

    /**
     * Makes the failure.
     *
     * @param leaks what was left, a sentence each; at least one
     */
    public LeakFound(List<String> leaks) {
        super("The test left something behind:\n- " + String.join("\n- ", leaks));
        this.leaks = List.copyOf(leaks);
    }

    /**
     * What was left.
     *
     * @return a sentence for each leak
     */
    public List<String> leaks() {
        return leaks;
    }
}
