package dev.weft.engine.internal;

import dev.weft.awaitlet.Awaitlet;
import dev.weft.awaitlet.Awaitlets;

/** Who calls, for the diagnosis of an exhausted pool. */
final class Callers {
    private Callers() {}

    static String describe() {
        return Awaitlets.current()
                .map(Awaitlet::toString)
                .orElseGet(() -> "thread \"" + Thread.currentThread().getName() + "\"");
    }
}
