package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.ContextCarrier;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which frames of a stack are the user's own: neither the JDK's nor Weft's. */
final class UserFrames {
    /** What only passes calls on, between the user's code and the thread it runs on or the primitive it waits at. */
    private static final Set<Class<?>> PLUMBING = Set.of(
            Action.class,
            AwaitCell.class,
            AwaitletRun.class,
            AwaitletTask.class,
            Awaitlets.class,
            BridgeSite.class,
            CallSite.class,
            CancelScope.class,
            Carriers.class,
            Channel.class,
            ChannelHalf.class,
            Completions.class,
            Concurrently.class,
            ContextCarrier.class,
            Failures.class,
            FromWorker.class,
            Portal.class,
            PortalProvider.class,
            Receiver.class,
            Sender.class,
            TaskGroup.class,
            ThreadWait.class,
            WorkerJob.class);

    private static final Set<String> PLUMBING_NAMES =
            PLUMBING.stream().map(Class::getName).collect(Collectors.toUnmodifiableSet());

    private UserFrames() {}

    /** The innermost frame of the user's, else the innermost that is no mere plumbing, else null. */
    static @Nullable StackTraceElement first(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .filter(frame -> !isOfJdk(frame) && !isOfWeft(frame))
                .findFirst()
                .or(() -> Arrays.stream(stack)
                        .filter(frame -> !isOfJdk(frame) && !isPlumbing(frame))
                        .findFirst())
                .orElse(null);
    }

    /** The stack without plumbing, as far as the outermost frame that is not the JDK's; whole if nothing is left. */
    static StackTraceElement[] within(StackTraceElement[] stack) {
        var rest = Arrays.stream(stack).filter(frame -> !isPlumbing(frame)).toArray(StackTraceElement[]::new);
        var end = rest.length;
        while (end > 0 && isOfJdk(rest[end - 1])) {
            end--;
        }
        return end == 0 ? stack : Arrays.copyOf(rest, end);
    }

    /** Tells whether a class only passes calls on. */
    static boolean isPlumbing(Class<?> type) {
        return PLUMBING.contains(type.getNestHost());
    }

    private static boolean isPlumbing(StackTraceElement frame) {
        var type = frame.getClassName();
        var inner = type.indexOf('$');
        return PLUMBING_NAMES.contains(inner < 0 ? type : type.substring(0, inner));
    }

    private static boolean isOfJdk(StackTraceElement frame) {
        var type = frame.getClassName();
        return type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.");
    }

    private static boolean isOfWeft(StackTraceElement frame) {
        return frame.getClassName().startsWith("dev.weft.");
    }
}
