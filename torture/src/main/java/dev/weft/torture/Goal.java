package dev.weft.torture;

/**
 * One promise that is put to the test: the same code in its long form by {@code ./weft torture}, and in its short form
 * as a test of every build.
 */
interface Goal {
    /** Its number in the goals of reliability, such as {@code R-1}. */
    String id();

    /** What is promised, in a few words. */
    String title();

    /** Whether it stops, freezes or restarts the server, so that it needs one of its own. */
    default boolean harmsTheServer() {
        return false;
    }

    /**
     * Does what is promised to hold, and measures.
     *
     * @throws Exception if it cannot be measured, which is a failure of the promise
     */
    Measured run(Rig rig) throws Exception;
}
