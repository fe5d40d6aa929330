package dev.weft.benchmarks.compare;

import dev.weft.peers.workload.Round;
import java.util.List;

/** What came of one contender in one scenario. */
sealed interface Outcome {
    /**
     * Measured.
     *
     * @param rounds one after the other
     * @param warm whether the rounds before them had become stable
     */
    record Measured(List<Round> rounds, boolean warm) implements Outcome {}

    /**
     * It failed, or hung.
     *
     * @param why its error
     */
    record Failed(String why) implements Outcome {}

    /**
     * It has no such thing.
     *
     * @param why what it lacks
     */
    record NotOffered(String why) implements Outcome {}
}
