package dev.weft.engine.reflect;

import java.util.Optional;

/**
 * The name of a table, as the database keeps it.
 *
 * <p>Immutable, so safe for use by many threads.
 *
 * @param schema the schema, or on MariaDB and MySQL the database; empty on SQLite
 * @param name the name, in the case in which it is kept
 */
public record TableName(Optional<String> schema, String name) {
    /**
     * The name for people to read, without quotes.
     *
     * @return such as {@code public.author}
     */
    @Override
    public String toString() {
        return schema.map(prefix -> prefix + ".").orElse("") + name;
    }
}
