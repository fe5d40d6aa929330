package dev.weft.engine;

/** What becomes of the connections of an engine while nobody uses them. */
public enum PoolKind {
    /** They are kept, and used again. */
    QUEUE,
    /**
     * They are closed as they come back, so that each use has a connection of its own: for programs that connect
     * rarely, and where a pooler between them and the server keeps the connections. As many as the pool's size are open
     * at a time.
     */
    NONE,
    /**
     * There is one, which is kept for as long as it works, whatever its age: for a database in memory that ends with
     * its connection. It has one holder at a time.
     */
    STATIC
}
