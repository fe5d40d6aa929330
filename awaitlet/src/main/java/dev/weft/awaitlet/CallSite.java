package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.Backend;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The call that brought the current thread here: the innermost frame outside what only passes calls on. */
final class CallSite {
    private static final Set<Class<?>> PASSING_ON = Set.of(
            CallSite.class,
            Awaitlets.class,
            AwaitletTask.class,
            TaskGroup.class,
            Completions.class,
            Concurrently.class,
            FromWorker.class,
            WorkerJob.class,
            Portal.class,
            PortalProvider.class,
            Channel.class,
            ChannelHalf.class,
            Sender.class,
            Receiver.class);

    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private CallSite() {}

    /** The frame as it is: to look its line up costs more than to find it, and few are ever asked for theirs. */
    static StackWalker.@Nullable StackFrame here() {
        return WALKER.walk(frames -> frames.filter(frame -> !passesOn(frame.getDeclaringClass()))
                .findFirst()
                .orElse(null));
    }

    private static boolean passesOn(Class<?> caller) {
        return PASSING_ON.contains(caller.getNestHost())
                || Backend.class.isAssignableFrom(caller); // a backend starts awaitlets for its callers
    }
}
