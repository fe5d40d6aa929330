package dev.weft.peers;

/** Something that happens to every application, put upon a peer. */
interface Scenario {
    /** The number of the goal that it is the peers' form of, such as {@code R-1}. */
    String id();

    /** What is asked of the peer, in a few words. */
    String title();

    /**
     * Does it and measures.
     *
     * @throws Exception if it cannot be measured, which is the peer's failure
     */
    Verdict run(Arena arena) throws Exception;
}
