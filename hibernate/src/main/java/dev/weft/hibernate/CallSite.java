package dev.weft.hibernate;

import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a session was called: the nearest frame outside of the sessions themselves.
 *
 * <p>Each frame that the JDK reads costs some 70 ns, and a second lot of them as much as the first: it is asked for as
 * many as there are between a query and its user, and the way to here is to be no longer.
 */
final class CallSite {
    private static final int FRAMES = 5;
    private static final StackWalker WALKER =
            StackWalker.getInstance(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE), FRAMES);
    private static final Set<Class<?>> OWN_CLASSES = Set.of(
            BlockEnds.class,
            CallSite.class,
            CoreQueries.class,
            CoreSession.class,
            CoreSettings.class,
            EndTurn.class,
            HibernateSession.class,
            HibernateStatelessSession.class,
            LazyLoadGuard.class,
            MutationPlan.class,
            NestedEnds.class,
            ProcedurePlan.class,
            QueryPlan.class,
            ResultDelivery.class,
            ResultPublisher.class,
            ScopedSessions.class,
            ScrolledResults.class,
            ScrollOpening.class,
            SelectionPlan.class,
            SessionBlock.class,
            SessionCore.class,
            SessionMaker.class,
            SessionQueue.class);
    private static final Set<String> OWN_PREFIXES = Set.of("org.hibernate.", "dev.weft.awaitlet.", "java.", "jdk.");

    /** Kept for each class, because a session is called much more often than its callers are named. */
    private static final ClassValue<Boolean> PASSES_ON = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return OWN_CLASSES.contains(type.getNestHost())
                    || OWN_PREFIXES.stream().anyMatch(type.getName()::startsWith);
        }
    };

    private CallSite() {}

    /** The frame as it is: to look its line up costs more than to find it, and few are ever asked for theirs. */
    static StackWalker.@Nullable StackFrame find() {
        return WALKER.walk(CallSite::nearest);
    }

    // A loop, because a pipeline costs a tenth more.
    private static StackWalker.@Nullable StackFrame nearest(Stream<StackWalker.StackFrame> frames) {
        for (var all = frames.iterator(); all.hasNext(); ) {
            var frame = all.next();
            if (!PASSES_ON.get(frame.getDeclaringClass())) {
                return frame;
            }
        }
        return null;
    }
}
