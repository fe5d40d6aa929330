package dev.weft.peers.workload;

/** What a contender does once, as its documentation tells users to write it. Safe for use by many tasks. */
public sealed interface Operation {
    /** One that is over when it returns; run on what the client gives its tasks. */
    @FunctionalInterface
    non-sealed interface Blocking extends Operation {
        /**
         * Does it.
         *
         * @param number any number, zero or more; which row is worked on follows from it
         * @throws Exception if it failed, or read what is not there
         */
        void run(int number) throws Exception;
    }

    /** One that is over when it says so. */
    @FunctionalInterface
    non-sealed interface Async extends Operation {
        /**
         * Begins it.
         *
         * @param number any number, zero or more; which row is worked on follows from it
         * @param completion told once of its end, by any thread
         */
        void run(int number, Completion completion);
    }
}
