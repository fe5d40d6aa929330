package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.Backend;
import org.jspecify.annotations.Nullable;

/** The call that brought the current thread here: the innermost frame outside what only passes calls on. */
final class CallSite {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private CallSite() {}

    /** The frame as it is: to look its line up costs more than to find it, and few are ever asked for theirs. */
    static StackWalker.@Nullable StackFrame here() {
        return WALKER.walk(frames -> frames.filter(frame -> !passesOn(frame.getDeclaringClass()))
                .findFirst()
                .orElse(null));
    }

    private static boolean passesOn(Class<?> caller) {
        return UserFrames.isPlumbing(caller)
                || Backend.class.isAssignableFrom(caller); // a backend starts awaitlets for its callers
    }
}
