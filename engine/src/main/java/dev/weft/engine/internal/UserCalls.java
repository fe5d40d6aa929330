package dev.weft.engine.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls on the current stack that are the user's: neither Weft's nor the JDK's. */
final class UserCalls {
    private static final int MOST = 20;
    private static final StackWalker WALKER = StackWalker.getInstance();

    private UserCalls() {}

    /** The innermost, or null if no code of the user's is on the stack, as at the end of a block. */
    static @Nullable StackTraceElement innermost() {
        return WALKER.walk(frames -> frames.filter(frame -> isUsers(frame.getClassName()))
                .findFirst()
                .map(StackWalker.StackFrame::toStackTraceElement)
                .orElse(null));
    }

    /** The innermost ones, innermost first. */
    static List<StackTraceElement> all() {
        return WALKER.walk(frames -> frames.filter(frame -> isUsers(frame.getClassName()))
                .limit(MOST)
                .map(StackWalker.StackFrame::toStackTraceElement)
                .toList());
    }

    private static boolean isUsers(String type) {
        return !type.startsWith("dev.weft.engine.")
                && !type.startsWith("dev.weft.awaitlet.")
                && !type.startsWith("java.")
                && !type.startsWith("jdk.");
    }
}
