package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.ContextCarrier;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which frames of a stack are the user's own: neither the JDK's nor Weft's. */
final class UserFrames {
    /** What stands between the user's code and the thread it runs on. */
    private static final Set<String> PLUMBING = Stream.of(
                    AwaitCell.class,
                    AwaitletTask.class,
                    Awaitlets.class,
                    BridgeSite.class,
                    CancelScope.class,
                    Carriers.class,
                    Completions.class,
                    Concurrently.class,
                    ContextCarrier.class,
                    Failures.class,
                    TaskGroup.class,
                    ThreadWait.class,
                    WorkerJob.class)
            .map(Class::getName)
            .collect(Collectors.toUnmodifiableSet());

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

    /** The stack without the plumbing at its two ends; whole if there is nothing else. */
    static StackTraceElement[] within(StackTraceElement[] stack) {
        var from = 0;
        while (from < stack.length && isPlumbing(stack[from])) {
            from++;
        }
        var to = stack.length;
        while (to > from && (isPlumbing(stack[to - 1]) || isOfJdk(stack[to - 1]))) {
            to--;
        }
        return from == to ? stack : Arrays.copyOfRange(stack, from, to);
    }

    private static boolean isPlumbing(StackTraceElement frame) {
        var type = frame.getClassName();
        var inner = type.indexOf('$');
        return PLUMBING.contains(inner < 0 ? type : type.substring(0, inner));
    }

    private static boolean isOfJdk(StackTraceElement frame) {
        var type = frame.getClassName();
        return type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.");
    }

    private static boolean isOfWeft(StackTraceElement frame) {
        return frame.getClassName().startsWith("dev.weft.");
    }
}
