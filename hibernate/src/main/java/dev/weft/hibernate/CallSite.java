package dev.weft.hibernate;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a session was called: the nearest frame outside of the sessions themselves.
 *
 * <p>The JDK reads eight frames at a time, and a second lot costs as much as the rest of an operation: the way from the
 * user's call to here is to be short.
 */
final class CallSite {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
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
        return WALKER.walk(frames -> frames.filter(frame -> !PASSES_ON.get(frame.getDeclaringClass()))
                .findFirst()
                .orElse(null));
    }
}
