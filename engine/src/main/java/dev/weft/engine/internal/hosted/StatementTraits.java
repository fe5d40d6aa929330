package dev.weft.engine.internal.hosted;

/**
 * How a hosted driver runs statements, where drivers differ.
 *
 * @param keys how it answers generated keys
 * @param batches what it tells of a batch that failed
 * @param calls how it calls procedures and functions
 * @param several whether it runs several statements that stand in one text
 */
record StatementTraits(Keys keys, Batches batches, Calls calls, boolean several) {
    /** As the standard has it. */
    static final StatementTraits STANDARD =
            new StatementTraits(Keys.BY_DRIVER, Batches.BY_STANDARD, Calls.BY_DRIVER, true);

    /** How generated keys are answered. */
    enum Keys {
        /** By the driver. */
        BY_DRIVER,
        /** By the driver, which knows no names of columns. */
        BY_DRIVER_WITHOUT_NAMES,
        /** By a RETURNING clause behind an INSERT or DELETE. */
        RETURNING_BUT_UPDATE,
        /** By a RETURNING clause behind any statement that writes. */
        RETURNING
    }

    /** What is told of a batch that failed. */
    enum Batches {
        /** Counts up to the one that failed, or counts of all with marks on those that failed. */
        BY_STANDARD,
        /** Counts of all, with one mark on one that failed, and several on those of which nothing is known. */
        BLURRED,
        /** The first index that failed, by a message only; nothing ran behind it. */
        INDEX,
        /** Nothing. */
        NOTHING,
        /** Nothing; but its database is in this process, so that items may as well run one by one. */
        NOTHING_IN_PROCESS
    }

    /** How procedures and functions are called. */
    enum Calls {
        /** By the driver. */
        BY_DRIVER,
        /** Procedures by a statement that answers the OUT parameters as a row, functions by the driver. */
        BY_ROW,
        /** Functions only, whose result is the one OUT parameter. */
        FUNCTIONS,
        /** There are none. */
        NONE
    }
}
