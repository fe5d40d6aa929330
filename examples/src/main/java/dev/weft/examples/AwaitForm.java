package dev.weft.examples;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.AsyncSessionMaker;
import java.util.concurrent.CompletableFuture;

/** Async functions, called from blocking-style code: {@code await} suspends it, and blocks no thread of the system. */
final class AwaitForm implements Form {
    @Override
    public CompletableFuture<?> run(AsyncEngine engine, AsyncSessionMaker sessions, Checks checks) {
        return async(() -> {
            await(sessions.dropSchema());
            await(sessions.createSchema());
            checks.step("dropped and created the table");

            try (var connection = engine.connect()) {
                for (var data : new String[] {"a1", "a2", "a3"}) {
                    await(connection.execute("insert into a (data) values (?)", data));
                }
                await(connection.commit());
                var count = await(connection.scalar(Integer.class, "select count(*) from a"));
                checks.equal("rows inserted", 3, count.orElse(0));
            }

            try (var session = sessions.openSession()) {
                var query = session.createSelectionQuery("from A order by id", A.class);
                checks.entities("read", await(query.getResultList()));
            }
        });
    }
}
