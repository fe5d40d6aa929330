package dev.weft.engine.reflect;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A table or view as it is in the database.
 *
 * <p>Immutable, so safe for use by many threads.
 *
 * @param name its name
 * @param kind what kind of relation it is
 * @param columns its columns, in order
 * @param primaryKey its primary key, without columns if it has none
 * @param foreignKeys its references to others, by name
 * @param indexes its indexes, by name; with those that keep its keys unique where the database calls them indexes
 */
public record Table(
        TableName name,
        TableKind kind,
        List<Column> columns,
        PrimaryKey primaryKey,
        List<ForeignKey> foreignKeys,
        List<Index> indexes) {
    /** Copies the lists. */
    public Table {
        columns = List.copyOf(columns);
        foreignKeys = List.copyOf(foreignKeys);
        indexes = List.copyOf(indexes);
    }

    /**
     * The column of a name.
     *
     * @param column the name, in any case
     * @return the column; empty if there is none
     */
    public Optional<Column> column(String column) {
        var wanted = column.toLowerCase(Locale.ROOT);
        return columns.stream()
                .filter(candidate -> candidate.name().toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }
}
