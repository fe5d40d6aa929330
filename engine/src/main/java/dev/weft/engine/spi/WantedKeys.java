package dev.weft.engine.spi;

import java.util.List;

/**
 * Which of the keys that the database makes for inserted rows a statement is to answer.
 *
 * <p>Immutable, so safe for use by many threads.
 */
public sealed interface WantedKeys {
    /** No keys. */
    WantedKeys NONE = new None();

    /** Those that the database takes for the keys: at least its identity columns. */
    WantedKeys ALL = new All();

    /** No keys. */
    record None() implements WantedKeys {}

    /** Those that the database takes for the keys. */
    record All() implements WantedKeys {}

    /**
     * Columns by their names.
     *
     * @param columns the names, as the database spells them; at least one
     */
    record Named(List<String> columns) implements WantedKeys {
        /**
         * Copies the names.
         *
         * @throws IllegalArgumentException if there are none
         */
        public Named {
            columns = List.copyOf(columns);
            if (columns.isEmpty()) {
                throw new IllegalArgumentException("name at least one column");
            }
        }
    }
}
