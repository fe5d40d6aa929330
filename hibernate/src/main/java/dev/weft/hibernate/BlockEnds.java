package dev.weft.hibernate;

/** How a block on a session begins and ends, each in its turn among the operations of that session; for one block. */
interface BlockEnds {
    void begin();

    /** Writes what is pending, if the end will keep it; this can be cancelled. */
    void flush();

    /**
     * Keeps or undoes what was done, as one unit that no cancel splits.
     *
     * @param keep whether to keep it
     * @param place where the end has its turn
     */
    void end(boolean keep, Operation place);

    /**
     * A session of the block's own, which nobody uses after it: the block's awaitlet ends it itself.
     *
     * @param core the session
     * @param transaction whether it has a transaction from the first operation on
     */
    record OfSession(SessionCore<?> core, boolean transaction) implements BlockEnds {
        @Override
        public void begin() {
            if (transaction) {
                core.beginWithFirstOperation();
            }
        }

        @Override
        public void flush() {
            if (transaction) {
                core.flushHere();
            }
        }

        @Override
        public void end(boolean keep, Operation place) {
            core.endHere(keep && transaction, place);
        }
    }

    /**
     * A transaction of a session that goes on, each step in an awaitlet of its own, to which its connection belongs.
     */
    record OfTransaction(SessionCore<?> core) implements BlockEnds {
        @Override
        public void begin() {
            core.beginBlock();
        }

        @Override
        public void flush() {
            core.flushBlock();
        }

        @Override
        public void end(boolean keep, Operation place) {
            core.endBlock(keep, place);
        }
    }
}
