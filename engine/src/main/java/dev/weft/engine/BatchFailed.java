package dev.weft.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The failure of a batch (ER-602): the cause is the error of the first set of parameters that failed, and
 * {@link #outcomes()} tells what became of each.
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class BatchFailed extends DatabaseError {
    private static final long serialVersionUID = 1L;

    /** What became of each set of parameters. */
    private final ArrayList<BatchOutcome> outcomes;
    /** Whether the first error may pass. */
    private final boolean retryable;

    /**
     * Makes the exception.
     *
     * @param first the error of the first set that failed
     * @param outcomes what became of each set, in their order
     */
    public BatchFailed(DatabaseError first, List<? extends BatchOutcome> outcomes) {
        super(report(first, outcomes), first.cure(), first);
        this.outcomes = new ArrayList<>(outcomes);
        this.retryable = first.retryable();
    }

    private static Report report(DatabaseError first, List<? extends BatchOutcome> outcomes) {
        return new Report(
                first.engine(),
                words(outcomes) + " The first error: " + first.words(),
                first.sqlState().orElse(null),
                first.vendorCode(),
                first.sql().orElse(null),
                null);
    }

    private static String words(List<? extends BatchOutcome> outcomes) {
        var done = count(outcomes, BatchOutcome.Done.class);
        var failed = count(outcomes, BatchOutcome.Failed.class);
        var notRun = count(outcomes, BatchOutcome.NotRun.class);
        var unknown = outcomes.size() - done - failed - notRun;
        return "A batch of " + outcomes.size() + " failed: " + done + " done, " + failed + " failed, " + notRun
                + " not run, " + unknown + " unknown.";
    }

    private static long count(List<? extends BatchOutcome> outcomes, Class<? extends BatchOutcome> kind) {
        return outcomes.stream().filter(kind::isInstance).count();
    }

    /**
     * What became of each set of parameters.
     *
     * @return the outcomes, in the order of the sets
     */
    public List<BatchOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    @Override
    public boolean retryable() {
        return retryable;
    }
}
