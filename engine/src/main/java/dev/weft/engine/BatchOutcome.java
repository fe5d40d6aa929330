package dev.weft.engine;

import java.io.Serializable;

/**
 * What became of one set of parameters of a batch that failed.
 *
 * <ul>
 *   <li>It tells what was done inside the transaction; what remains of it is decided by commit and rollback. PostgreSQL
 *       commits nothing of a transaction in which a statement failed.
 *   <li>Where a driver does not tell, it is {@link Unknown}; nothing is guessed.
 * </ul>
 *
 * <p>Immutable, so safe for use by many threads.
 */
public sealed interface BatchOutcome extends Serializable {
    /**
     * It ran.
     *
     * @param rows how many rows it affected, -2 if the driver does not tell
     */
    record Done(long rows) implements BatchOutcome {}

    /**
     * It failed.
     *
     * @param error how
     */
    record Failed(DatabaseError error) implements BatchOutcome {}

    /** It did not run, because one before it failed. */
    record NotRun() implements BatchOutcome {}

    /** The driver does not tell. */
    record Unknown() implements BatchOutcome {}
}
