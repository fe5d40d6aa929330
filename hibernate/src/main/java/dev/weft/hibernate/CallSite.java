package dev.weft.hibernate;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a session was called: the nearest frame outside of the sessions themselves. */
final class CallSite {
    private static final Set<String> OWN_FRAMES = Set.of(
            CallSite.class.getName(),
            CoreQueries.class.getName(),
            CoreSession.class.getName(),
            CoreSettings.class.getName(),
            HibernateSession.class.getName(),
            HibernateStatelessSession.class.getName(),
            LazyLoadGuard.class.getName(),
            MutationPlan.class.getName(),
            QueryPlan.class.getName(),
            ScrolledResults.class.getName(),
            SelectionPlan.class.getName(),
            SessionBlock.class.getName(),
            SessionCore.class.getName(),
            SessionMaker.class.getName(),
            SessionQueue.class.getName());
    private static final Set<String> OWN_PARTS = Set.of("org.hibernate", "dev.weft.awaitlet", "java", "jdk");

    private CallSite() {}

    static @Nullable StackTraceElement find() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !isOwn(frame.getClassName()))
                        .findFirst()
                        .map(StackWalker.StackFrame::toStackTraceElement)
                        .orElse(null));
    }

    private static boolean isOwn(String className) {
        return OWN_FRAMES.contains(className) || OWN_PARTS.stream().anyMatch(part -> className.startsWith(part + "."));
    }
}
