package dev.weft.benchmarks.paired;

import java.util.concurrent.CompletionStage;

/** One way to ask a database; called on the event loop of the run. */
interface Contender extends AutoCloseable {
    String name();

    /**
     * Reads one row of table {@code item} by its key, on a connection taken for it and given back.
     *
     * @return a stage of the key as it was read, once all three columns have been looked at
     */
    CompletionStage<Integer> select(int id);

    @Override
    void close();
}
