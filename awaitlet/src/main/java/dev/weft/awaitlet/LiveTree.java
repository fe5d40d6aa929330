package dev.weft.awaitlet;

import dev.weft.awaitlet.AwaitletDump.Entry;
import dev.weft.awaitlet.AwaitletDump.Group;
import dev.weft.awaitlet.AwaitletDump.Scope;
import dev.weft.awaitlet.AwaitletDump.State;
import dev.weft.awaitlet.AwaitletDump.Wait;
import dev.weft.awaitlet.spi.WorkFuture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The awaitlets of a moment, below those that started them or whose groups they are in.
 *
 * <p>Nothing here recurses: awaitlets that start one another make chains as long as they like.
 */
final class LiveTree {
    private final List<AwaitletTask> roots = new ArrayList<>();
    private final Map<AwaitletTask, List<AwaitletTask>> children = new HashMap<>();
    private final int size;

    LiveTree(Collection<AwaitletTask> live) {
        var known = new HashSet<>(live);
        size = known.size();
        known.stream().sorted(Comparator.comparingLong(AwaitletTask::number)).forEach(task -> {
            var parent = parentOf(task);
            var below = parent == null || !known.contains(parent)
                    ? roots
                    : children.computeIfAbsent(parent, _ -> new ArrayList<>());
            below.add(task);
        });
    }

    /** The host of its group; until it is ready, and without a group, who started it. */
    private static @Nullable AwaitletTask parentOf(AwaitletTask task) {
        var around = task.root().parent();
        return around == null ? task.starter() : around.host();
    }

    /** Looks at those nearest to the roots, at no more than so many. */
    AwaitletDump dump(int most) {
        var chosen = nearestToRoots(most);
        var entries = new ArrayList<Entry>();
        var next = new ArrayDeque<Place>();
        pushAll(next, roots, 0, 0);
        while (!next.isEmpty()) {
            var place = next.pop();
            if (chosen.contains(place.task())) {
                entries.add(entry(place));
                pushAll(
                        next,
                        childrenOf(place.task()),
                        place.depth() + 1,
                        place.task().number());
            }
        }
        return new AwaitletDump(size, entries);
    }

    private record Place(AwaitletTask task, int depth, long parent) {}

    private static void pushAll(ArrayDeque<Place> stack, List<AwaitletTask> tasks, int depth, long parent) {
        tasks.reversed().forEach(task -> stack.push(new Place(task, depth, parent)));
    }

    private List<AwaitletTask> childrenOf(AwaitletTask task) {
        return children.getOrDefault(task, List.of());
    }

    private Set<AwaitletTask> nearestToRoots(int most) {
        var chosen = new HashSet<AwaitletTask>();
        var next = new ArrayDeque<>(roots);
        while (!next.isEmpty() && chosen.size() < most) {
            var task = next.remove();
            chosen.add(task);
            next.addAll(childrenOf(task));
        }
        return chosen;
    }

    private Entry entry(Place place) {
        var task = place.task();
        var pause = task.pause();
        var thread = task.thread();
        var groups = groups(task);
        return new Entry(
                task.number(),
                task.name(),
                state(pause, thread),
                place.depth(),
                place.parent(),
                childrenOf(task).size(),
                task.site().orElse(null),
                thread == null ? null : UserFrames.first(thread.getStackTrace()),
                pause == null ? null : wait(pause, task),
                scopes(task, groups),
                groups.stream()
                        .map(group -> new Group(group.running(), scope(group.scope())))
                        .toList());
    }

    private static State state(@Nullable Pause pause, @Nullable Thread thread) {
        if (pause != null) {
            return pause.stage() == null ? State.BLOCKING : State.AWAITING;
        }
        return switch (thread == null ? Thread.State.NEW : thread.getState()) {
            case NEW -> State.STARTING;
            case RUNNABLE, TERMINATED -> State.RUNNING;
            case BLOCKED, WAITING, TIMED_WAITING -> State.PARKED;
        };
    }

    private static Wait wait(Pause pause, AwaitletTask task) {
        var lasting = Duration.ofNanos(task.time().nanoTime() - pause.since());
        var worker = pause.stage() instanceof WorkFuture<?> work ? work.worker().orElse(null) : null;
        return new Wait(pause.state(), worker instanceof AwaitletTask other ? other.number() : 0, lasting);
    }

    private static List<Scope> scopes(AwaitletTask task, List<TaskGroup> groups) {
        var scopes = new ArrayList<Scope>();
        var root = task.root();
        for (var scope = task.innermost(); scope != null && scope != root; scope = scope.parent()) {
            var own = scope;
            if (groups.stream().noneMatch(group -> group.scope().equals(own))) {
                scopes.add(scope(own));
            }
        }
        if (root.cancelCalled()) {
            scopes.add(scope(root));
        }
        return scopes;
    }

    private static Scope scope(CancelScope scope) {
        var deadline = scope.deadline();
        return new Scope(
                scope.isShielded(),
                deadline.isNever() ? null : deadline.remaining(),
                scope.reason().orElse(null));
    }

    private static List<TaskGroup> groups(AwaitletTask task) {
        var groups = new ArrayList<TaskGroup>();
        for (var group = task.group(); group != null; group = group.outer()) {
            groups.add(group);
        }
        return groups;
    }
}
