package dev.weft.engine.reflect;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What a database tells of its schemas, tables, columns, keys and indexes; after SQLAlchemy's inspector.
 *
 * <ul>
 *   <li>Every call asks the database again, through the connection it was made by and in its transaction; nothing is
 *       cached.
 *   <li>Without a schema, the connection's current one is meant: on PostgreSQL and H2 the first of the search path, on
 *       MariaDB the database.
 *   <li>What the database keeps for itself is left out.
 * </ul>
 *
 * <p>All futures fail with a {@link dev.weft.engine.DatabaseError} (ER-602), and with
 * {@link dev.weft.engine.FeatureRefused} (ER-601) where the driver has no JDBC face. Calls may come from any thread; it
 * belongs to the task its connection belongs to.
 */
public interface Reflection {
    /**
     * The names of the schemas, or on MariaDB and MySQL of the databases.
     *
     * @return a future of the names, in order; empty on SQLite
     */
    CompletableFuture<List<String>> schemas();

    /**
     * The names of the tables and views of the current schema.
     *
     * @return a future of the names, in order
     */
    CompletableFuture<List<TableName>> tableNames();

    /**
     * The names of the tables and views of a schema.
     *
     * @param schema the schema, exactly as it is kept
     * @return a future of the names, in order; empty if there is no such schema
     */
    CompletableFuture<List<TableName>> tableNames(String schema);

    /**
     * A table or view of the current schema.
     *
     * @param name its name: exactly as it is kept, or in any case if only one is like it
     * @return a future of the table; empty if there is none
     */
    CompletableFuture<Optional<Table>> table(String name);

    /**
     * A table or view of a schema.
     *
     * @param schema the schema, exactly as it is kept
     * @param name its name: exactly as it is kept, or in any case if only one is like it
     * @return a future of the table; empty if there is none
     */
    CompletableFuture<Optional<Table>> table(String schema, String name);

    /**
     * All tables and views of the current schema.
     *
     * @return a future of the tables, by name
     */
    CompletableFuture<List<Table>> tables();
}
