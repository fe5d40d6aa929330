package dev.weft.engine.reflect;

import java.util.List;
import java.util.Optional;

/**
 * The primary key of a table.
 *
 * <p>Immutable, so safe for use by many threads.
 *
 * @param name the name of the constraint, where it has one
 * @param columns its columns in the order of the key; empty if the table has no primary key
 */
public record PrimaryKey(Optional<String> name, List<String> columns) {
    /** Copies the columns. */
    public PrimaryKey {
        columns = List.copyOf(columns);
    }
}
