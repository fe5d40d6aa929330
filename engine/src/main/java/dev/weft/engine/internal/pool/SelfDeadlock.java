package dev.weft.engine.internal.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pool whose every connection is held by somebody who waits for one more, of the same pool: nobody can ever go on.
 */
final class SelfDeadlock {
    private SelfDeadlock() {}

    /**
     * Looks for one that is certain: every holder is an awaitlet that waits in line itself and does nothing else, or
     * waits for another that does.
     *
     * @param held who holds the connections, all that there may be
     * @param line who waits, longest first
     * @return the waiter whose failure hurts least, which is the last to have come; null if somebody may still go on
     */
    static @Nullable Waiter victim(Collection<Caller> held, Collection<Waiter> line) {
        var waiting = new ArrayList<Waiter>();
        for (var waiter : line) {
            if (waiter.caller().waits() && waiter.caller().awaitlet() != null) {
                waiting.add(waiter);
            }
        }
        @Nullable Waiter last = null;
        var place = -1;
        for (var holder : held) {
            var found = behind(holder, waiting);
            if (found < 0) {
                return null;
            }
            if (found > place) {
                place = found;
                last = waiting.get(found);
            }
        }
        return last;
    }

    /** The place in line of whoever a holder waits as or for, or -1. */
    private static int behind(Caller holder, List<Waiter> waiting) {
        var task = holder.awaitlet();
        if (task == null || !holder.waits()) { // what it took by a future, a callback may give back
            return -1;
        }
        for (var place = waiting.size() - 1; place >= 0; place--) {
            var waits = waiting.get(place).caller().awaitlet();
            if (waits != null && (waits == task || task.waitsFor(waits))) {
                return place;
            }
        }
        return -1;
    }

    /**
     * Tells whether a waiter that gives up, and every other holder too, had a connection already: then the pool was too
     * small for what each of them wanted, whether they could have gone on or not.
     */
    static boolean isNested(Waiter givingUp, Collection<Caller> held, Collection<Waiter> line) {
        var own = givingUp.caller().awaitlet();
        if (own == null || held.stream().noneMatch(holder -> holder.awaitlet() == own)) {
            return false;
        }
        var waiting = Collections.newSetFromMap(new IdentityHashMap<Object, Boolean>());
        waiting.add(own);
        for (var waiter : line) {
            var task = waiter.caller().awaitlet();
            if (task != null) {
                waiting.add(task);
            }
        }
        return held.stream().allMatch(holder -> waiting.contains(holder.awaitlet()));
    }
}
