package dev.weft.examples.tutorial;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.awaitlet.NoAwaitletContext;
import java.util.concurrent.CompletableFuture;

/** Lesson 1: {@code async} starts blocking-style code, and {@code await} waits in it for an async result. */
public final class Hello {
    private Hello() {}

    // snippet:greeting
    static String greeting(String name) {
        return await(Remote.fetch("Hello")) + ", " + await(Remote.fetch(name)) + "!";
    }
    // end

    /** Runs the lesson. */
    public static void main() {
        // snippet:hello
        CompletableFuture<String> greeting = async(() -> greeting("Weft"));
        IO.println("async has answered a future");
        IO.println(greeting.join());
        // end

        // snippet:hello-mistake
        try {
            greeting("nobody");
        } catch (NoAwaitletContext mistake) {
            IO.println(mistake.getMessage());
        }
        // end
    }
}
