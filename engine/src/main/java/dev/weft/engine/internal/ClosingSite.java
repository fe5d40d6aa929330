package dev.weft.engine.internal;

import org.jspecify.annotations.Nullable;

/** The call of the user's that ended something: the innermost frame that is neither Weft's nor the JDK's. */
final class ClosingSite {
    private static final StackWalker WALKER = StackWalker.getInstance();

    private ClosingSite() {}

    /** The call, or null if no code of the user's is on the stack, as at the end of a block. */
    static @Nullable StackTraceElement here() {
        return WALKER.walk(frames -> frames.filter(frame -> isUsers(frame.getClassName()))
                .findFirst()
                .map(StackWalker.StackFrame::toStackTraceElement)
                .orElse(null));
    }

    private static boolean isUsers(String type) {
        return !type.startsWith("dev.weft.engine.")
                && !type.startsWith("dev.weft.awaitlet.")
                && !type.startsWith("java.")
                && !type.startsWith("jdk.");
    }
}
