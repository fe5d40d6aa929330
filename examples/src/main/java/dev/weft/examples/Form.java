package dev.weft.examples;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.AsyncSessionMaker;
import java.util.concurrent.CompletableFuture;

/** One way to write the program: drop and create the table {@code a}, insert a1, a2 and a3, read them back. */
interface Form {
    /**
     * Runs the program.
     *
     * @param engine the database
     * @param sessions sessions over that engine, for the entity {@link A}
     * @param checks where it shows what it does
     * @return a future that completes when the program has ended
     */
    CompletableFuture<?> run(AsyncEngine engine, AsyncSessionMaker sessions, Checks checks);
}
