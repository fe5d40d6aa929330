package dev.weft.hibernate;

import dev.weft.awaitlet.WeftException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.jdbc.ReturningWork;
import org.hibernate.jdbc.Work;
import org.jspecify.annotations.Nullable;

/**
 * What a session of either kind has beyond its queries: transactions and its end.
 *
 * @param <S> Hibernate's session
 */
abstract class CoreSession<S extends SharedSessionContractImplementor> extends CoreQueries<S>
        implements AsyncSharedSession {
    private final Map<Object, Object> info = new ConcurrentHashMap<>();

    CoreSession(SessionCore<S> core) {
        super(core);
    }

    /** An operation without a result. */
    final CompletableFuture<Void> perform(String operation, Consumer<S> body) {
        return Completion.of(core().<@Nullable Void>operate(operation, session -> {
            body.accept(session);
            return null;
        }));
    }

    /** One that only reads. */
    final CompletableFuture<Void> load(String operation, Consumer<S> body) {
        return Completion.of(core().<@Nullable Void>read(operation, session -> {
            body.accept(session);
            return null;
        }));
    }

    /** Work in a transaction of this session, which stays open. */
    final <T extends @Nullable Object> CompletableFuture<T> inTransaction(Supplier<? extends CompletionStage<T>> work) {
        return run(SessionBlock.begin(core()), work);
    }

    /** Work from a savepoint of this session's transaction on. */
    final <T extends @Nullable Object> CompletableFuture<T> nested(Supplier<? extends CompletionStage<T>> work) {
        return run(SessionBlock.beginNested(core()), work);
    }

    private static <T extends @Nullable Object> CompletableFuture<T> run(
            SessionBlock block, Supplier<? extends CompletionStage<T>> work) {
        try {
            return block.start(work);
        } catch (WeftException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    @Override
    public CompletableFuture<Object> getIdentifier(Object entity) {
        return core().operate("getIdentifier", session -> core().kind().identifier(session, entity));
    }

    @Override
    public CompletableFuture<Void> setBatchSize(int statements) {
        return perform("setBatchSize", session -> session.setJdbcBatchSize(statements));
    }

    @Override
    public CompletableFuture<Void> begin() {
        return perform("begin", SharedSessionContractImplementor::beginTransaction);
    }

    @Override
    public CompletableFuture<Void> commit() {
        return core().commit();
    }

    @Override
    public CompletableFuture<Void> rollback() {
        return core().rollback();
    }

    @Override
    public CompletableFuture<Boolean> inTransaction() {
        return core().operate("inTransaction", Orm::inTransaction);
    }

    @Override
    public CompletableFuture<Boolean> inNestedTransaction() {
        return core().operate("inNestedTransaction", _ -> core().transaction().isNested());
    }

    @Override
    public CompletableFuture<Void> markForRollback() {
        return core().markForRollback();
    }

    @Override
    public CompletableFuture<Boolean> isMarkedForRollback() {
        return core().operate(
                        "isMarkedForRollback",
                        session -> Orm.inTransaction(session)
                                && session.getTransaction().getRollbackOnly());
    }

    @Override
    public CompletableFuture<Void> doWork(Work work) {
        return perform("doWork", session -> session.doWork(work));
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> doReturningWork(ReturningWork<T> work) {
        return core().operate("doReturningWork", session -> session.doReturningWork(work));
    }

    @Override
    public Map<Object, Object> info() {
        return info;
    }

    @Override
    public CompletableFuture<Void> invalidate() {
        return core().invalidate();
    }

    @Override
    public boolean isClosed() {
        return core().isClosed();
    }

    @Override
    public CompletableFuture<Void> aclose() {
        return core().aclose();
    }
}
