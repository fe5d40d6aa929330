package dev.weft.engine.reflect;

/** What kind of relation a table is. Constants, so safe for use by many threads. */
public enum TableKind {
    /** A table that holds its rows, partitioned or not. */
    TABLE,
    /** A query with a name. */
    VIEW,
    /** A query with a name whose rows are kept. */
    MATERIALIZED_VIEW,
    /** A table whose rows are elsewhere. */
    FOREIGN_TABLE
}
