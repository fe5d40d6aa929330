package dev.weft.awaitlet;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The live awaitlets of this JVM as a tree: who started whom, who is in whose group, who waits for what, where and for
 * how long.
 *
 * <ul>
 *   <li>Taking one stops nobody: each awaitlet is seen at a moment of its own, and may have gone on since.
 *   <li>It is bounded: the awaitlets nearest to the roots are listed, up to the number asked for, and the others
 *       counted.
 *   <li>It holds names, classes, sites and the reasons of cancels, and never a value: no result, no argument.
 * </ul>
 *
 * <p>Immutable, so safe for use by many threads.
 *
 * @param live how many awaitlets were live
 * @param entries those listed, each followed by those below it
 */
public record AwaitletDump(int live, List<Entry> entries) {
    /** Keeps a copy of the list. */
    public AwaitletDump {
        entries = List.copyOf(entries);
    }

    /** What an awaitlet does. */
    public enum State {
        /** Its thread has not begun. */
        STARTING,
        /** It runs, or waits for a processor. */
        RUNNING,
        /** It waits in an await. */
        AWAITING,
        /** It is in a {@link Awaitlets#blocking blocking} call, such as one of a driver. */
        BLOCKING,
        /** Its thread waits for something Weft knows nothing of, such as a lock. */
        PARKED
    }

    /**
     * One awaitlet.
     *
     * @param number its running number in this JVM
     * @param name its name
     * @param state what it does
     * @param depth how many live awaitlets are above it
     * @param parent the number of the live awaitlet in whose group it is, else of the one that started it; 0 if there
     *     is none
     * @param children how many live awaitlets are directly below it, listed or not
     * @param startedAt the call that started it, null if that was not recorded
     * @param at the innermost frame that is neither the JDK's nor Weft's, null if there is none
     * @param waitsFor what it waits for, null if Weft knows of nothing
     * @param scopes the cancel scopes it is in, the innermost first
     * @param groups the task groups it has opened, the innermost first
     */
    public record Entry(
            long number,
            String name,
            State state,
            int depth,
            long parent,
            int children,
            @Nullable StackTraceElement startedAt,
            @Nullable StackTraceElement at,
            @Nullable Wait waitsFor,
            List<Scope> scopes,
            List<Group> groups) {
        /** Keeps copies of the lists. */
        public Entry {
            scopes = List.copyOf(scopes);
            groups = List.copyOf(groups);
        }
    }

    /**
     * What an awaitlet waits for.
     *
     * @param what the class of the awaited stage, a lock or another primitive with its state, or {@code a blocking
     *     call}
     * @param awaitlet the number of the awaitlet whose end is awaited, 0 if it is something else
     * @param lasting since when, on the awaitlet's clock
     */
    public record Wait(String what, long awaitlet, Duration lasting) {}

    /**
     * A cancel scope.
     *
     * @param shielded whether it hides cancels from outside
     * @param deadlineIn the time left, zero or less if it has passed, null if there is no deadline
     * @param cancelled why it was cancelled, null if it was not
     */
    public record Scope(
            boolean shielded,
            @Nullable Duration deadlineIn,
            @Nullable CancelReason cancelled) {}

    /**
     * A task group.
     *
     * @param running how many of its tasks have not ended
     * @param scope the scope around its tasks
     */
    public record Group(int running, Scope scope) {}

    /**
     * One line that counts, and one for each listed awaitlet, indented below its parent. For people; the format may
     * change.
     *
     * @return the lines
     */
    public String toText() {
        return DumpFormat.text(this);
    }

    /**
     * One JSON object: {@code live}, and {@code awaitlets}, a flat array in which {@code parent} holds the tree.
     * Durations are in milliseconds, what is not there is left out.
     *
     * @return the object, on one line
     */
    public String toJson() {
        return DumpFormat.json(this);
    }

    /** The {@linkplain #toText() text}, so that printing a dump shows it. */
    @Override
    public String toString() {
        return toText();
    }
}
