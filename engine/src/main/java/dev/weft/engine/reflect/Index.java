package dev.weft.engine.reflect;

import java.util.List;

/**
 * An index of a table.
 *
 * <p>Immutable, so safe for use by many threads.
 *
 * @param name its name
 * @param columns its columns, or expressions as the database writes them, in order
 * @param unique whether no two rows may be alike in them
 */
public record Index(String name, List<String> columns, boolean unique) {
    /** Copies the columns. */
    public Index {
        columns = List.copyOf(columns);
    }
}
