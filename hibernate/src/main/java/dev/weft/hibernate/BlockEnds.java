package dev.weft.hibernate;

/** How a block on a session begins and ends, each in an operation of that session; for one block. */
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

    /** A session without a transaction of the block's. */
    record OfSession(SessionCore<?> core) implements BlockEnds {
        @Override
        public void begin() {
            // the first operation opens the session
        }

        @Override
        public void flush() {
            // what is not committed is not kept
        }

        @Override
        public void end(boolean keep, Operation place) {
            core.endBlock(false, true, place);
        }
    }

    /**
     * A transaction, and with it the session if the block has one of its own.
     *
     * @param core the session
     * @param close whether the session is closed too
     */
    record OfTransaction(SessionCore<?> core, boolean close) implements BlockEnds {
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
            core.endBlock(keep, close, place);
        }
    }
}
