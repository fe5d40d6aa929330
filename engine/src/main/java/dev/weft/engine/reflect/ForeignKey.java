package dev.weft.engine.reflect;

import java.util.List;
import java.util.Optional;

/**
 * A reference of a table to another, or to itself.
 *
 * <p>Immutable, so safe for use by many threads.
 *
 * @param name the name of the constraint, where it has one
 * @param columns the columns that refer, in order
 * @param target the table referred to
 * @param targetColumns the columns referred to, one for each
 * @param onUpdate what becomes of the rows that refer when the row they refer to is renumbered
 * @param onDelete what becomes of them when it is deleted
 */
public record ForeignKey(
        Optional<String> name,
        List<String> columns,
        TableName target,
        List<String> targetColumns,
        Action onUpdate,
        Action onDelete) {
    /** Copies the columns. */
    public ForeignKey {
        columns = List.copyOf(columns);
        targetColumns = List.copyOf(targetColumns);
    }

    /** What becomes of the rows that refer to a row that changes. Constants, so safe for use by many threads. */
    public enum Action {
        /** The change is refused if any row refers to it at the end. */
        NO_ACTION,
        /** The change is refused at once if any row refers to it. */
        RESTRICT,
        /** The same change is made to them. */
        CASCADE,
        /** They refer to nothing. */
        SET_NULL,
        /** They refer to the default. */
        SET_DEFAULT
    }
}
