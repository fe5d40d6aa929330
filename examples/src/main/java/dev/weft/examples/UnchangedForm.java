package dev.weft.examples;

import static dev.weft.awaitlet.Awaitlets.async;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.AsyncSessionMaker;
import java.util.concurrent.CompletableFuture;

/** Unchanged blocking code: {@link BlockingProgram} runs over the engine because {@code async} starts it. */
final class UnchangedForm implements Form {
    @Override
    public CompletableFuture<?> run(AsyncEngine engine, AsyncSessionMaker sessions, Checks checks) {
        var program = new BlockingProgram();
        return async(() -> {
            try (var session = sessions.openSession().sync()) {
                program.createSchema(session);
                checks.step("dropped and created the table");
                program.insert(session);
                checks.step("inserted a1, a2 and a3");
            }
            try (var session = sessions.openSession().sync()) {
                checks.entities("read", program.read(session));
            }
        });
    }
}
