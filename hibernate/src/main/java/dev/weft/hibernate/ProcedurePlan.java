package dev.weft.hibernate;

import jakarta.persistence.ParameterMode;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.hibernate.FlushMode;
import org.hibernate.SharedSessionContract;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.procedure.ProcedureCall;

/** How to make and set up a call of a procedure, once a session is there to run it. */
final class ProcedurePlan extends QueryPlan<ProcedureCall, AsyncProcedureCall> implements AsyncProcedureCall {
    ProcedurePlan(SessionCore<?> session, Function<? super SharedSessionContract, ? extends ProcedureCall> call) {
        super(session, call);
    }

    @Override
    AsyncProcedureCall self() {
        return this;
    }

    @Override
    public AsyncProcedureCall registerParameter(String name, Class<?> type, ParameterMode mode) {
        return with(ready -> ready.registerParameter(name, type, mode));
    }

    @Override
    public AsyncProcedureCall registerParameter(int position, Class<?> type, ParameterMode mode) {
        return with(ready -> ready.registerParameter(position, type, mode));
    }

    @Override
    public AsyncProcedureCall addSynchronizedEntityClass(Class<?> entity) {
        return with(ready -> ready.addSynchronizedEntityClass(entity));
    }

    @Override
    public CompletableFuture<ProcedureResults> execute() {
        var chosen = settings();
        return session().operate("execute", open -> {
            try (var ready = query().apply(open)) {
                chosen.forEach(setting -> setting.accept(ready));
                flushBefore(ready, open);
                return ReadResults.of(ready);
            }
        });
    }

    /** As before a query, which Hibernate leaves out before a procedure. */
    @SuppressWarnings("deprecation") // for something that is to be removed itself
    private static void flushBefore(ProcedureCall call, SharedSessionContractImplementor open) {
        var mode = call.getHibernateFlushMode();
        if (open instanceof SessionImplementor session
                && Orm.inTransaction(session)
                && (mode == FlushMode.AUTO || mode == FlushMode.ALWAYS)) {
            session.flush();
        }
    }
}
