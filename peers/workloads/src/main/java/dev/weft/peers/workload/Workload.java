package dev.weft.peers.workload;

import dev.weft.peers.workload.model.Author;

/** What one operation of a contender does. */
public enum Workload {
    /** Reads one row by its key, on a connection that is taken for it and given back. */
    SELECT,
    /** Takes a connection, reads {@link Rows#IN_TURN} rows by their keys, one after the other, and gives it back. */
    SELECTS_IN_TURN,
    /** Reads many rows, a thousand at a time, and looks at all of their columns. */
    STREAM,
    /** Finds an entity by its identifier, in a session of its own. */
    FIND,
    /** Finds an entity, changes it and commits, in a session of its own. */
    UPDATE,
    /** Persists a thousand new entities and commits, in a session of its own. */
    INSERT,
    /** Reads an entity and its {@value Author#BOOKS} others by one query with a join, in a session of its own. */
    JOIN_FETCH,
    /** Is given up on its way. */
    CANCEL
}
