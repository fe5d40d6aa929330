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

    private CallSite() {}

    static @Nullable StackTraceElement here() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.filter(frame -> !passesOn(frame.getDeclaringClass()))
                        .findFirst()
                        .map(StackWalker.StackFrame::toStackTraceElement)
                        .orElse(null));
    }

    private static boolean passesOn(Class<?> caller) {
        return PASSING_ON.contains(caller.getNestHost())
                || Backend.class.isAssignableFrom(caller); // a backend starts awaitlets for its callers
    }
}
