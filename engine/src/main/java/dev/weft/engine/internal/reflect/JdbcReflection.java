package dev.weft.engine.internal.reflect;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.reflect.Reflection;
import dev.weft.engine.reflect.Table;
import dev.weft.engine.reflect.TableName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reflection through the JDBC face of a connection.
 *
 * @param connection the connection
 */
public record JdbcReflection(AsyncConnection connection) implements Reflection {
    @Override
    public CompletableFuture<List<String>> schemas() {
        return connection.runSync(jdbc -> SchemaReader.current(jdbc).schemas());
    }

    @Override
    public CompletableFuture<List<TableName>> tableNames() {
        return connection.runSync(jdbc -> SchemaReader.current(jdbc).tableNames());
    }

    @Override
    public CompletableFuture<List<TableName>> tableNames(String schema) {
        return connection.runSync(jdbc -> {
            var reader = SchemaReader.named(jdbc, schema);
            return reader.isEmpty() ? List.of() : reader.get().tableNames();
        });
    }

    @Override
    public CompletableFuture<Optional<Table>> table(String name) {
        return connection.runSync(jdbc -> SchemaReader.current(jdbc).table(name));
    }

    @Override
    public CompletableFuture<Optional<Table>> table(String schema, String name) {
        return connection.runSync(jdbc -> {
            var reader = SchemaReader.named(jdbc, schema);
            return reader.isEmpty() ? Optional.empty() : reader.get().table(name);
        });
    }

    @Override
    public CompletableFuture<List<Table>> tables() {
        return connection.runSync(jdbc -> SchemaReader.current(jdbc).tables());
    }
}
