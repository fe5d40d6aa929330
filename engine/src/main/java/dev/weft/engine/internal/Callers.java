package dev.weft.engine.internal;

import dev.weft.awaitlet.Awaitlets;

/** Who calls, for the diagnosis of an exhausted pool. */
final class Callers {
    private Callers() {}

    /** A thread that is in no awaitlet. */
    private record Outside(String thread) {
        @Override
        public String toString() {
            return "thread \"" + thread + "\"";
        }
    }

    /** The name of the current awaitlet, not itself, which may hold what it took; or the thread's. */
    static Object here() {
        var awaitlet = Awaitlets.current();
        return awaitlet.isPresent()
                ? awaitlet.get().toString()
                : new Outside(Thread.currentThread().getName());
    }
}
