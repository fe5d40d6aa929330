package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.Backend;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The call that brought the current thread here: the innermost frame outside what only passes calls on.
 *
 * <p>Each frame that the JDK reads costs some 70 ns, and by itself it reads many more than there are between an
 * awaitlet and whoever starts it.
 */
final class CallSite {
    private static final int FRAMES = 4;
    private static final StackWalker WALKER =
            StackWalker.getInstance(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE), FRAMES);

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
