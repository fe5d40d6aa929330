package shop;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import java.util.concurrent.CompletableFuture;

/** A user's code, in a package of the user's: what docs/testing.md tests. */
final class Orders {
    private Orders() {}

    static CompletableFuture<?> createTable(AsyncEngine engine) {
        return engine.begin(
                connection -> connection.execute("create table if not exists orders (item varchar(50) primary key)"));
    }

    static void shop(AsyncConnection connection) {
        var _ = connection
                .execute("insert into orders (item) values (?)", "tea")
                .thenCompose(_ -> connection.commit())
                .whenComplete((_, _) -> leave(connection));
    }

    private static void leave(AsyncConnection connection) {
        var _ = connection.aclose();
    }

    static CompletableFuture<Long> place(AsyncEngine engine, String item) {
        return createTable(engine)
                .thenCompose(_ ->
                        engine.begin(connection -> connection.execute("insert into orders (item) values (?)", item)))
                .thenApply(result -> result.rowCount());
    }
}
