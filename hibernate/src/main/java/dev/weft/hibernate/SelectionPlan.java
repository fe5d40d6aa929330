package dev.weft.hibernate;

import jakarta.persistence.EntityGraph;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.hibernate.CacheMode;
import org.hibernate.ScrollMode;
import org.hibernate.SharedSessionContract;
import org.hibernate.graph.GraphSemantic;
import org.hibernate.query.KeyedPage;
import org.hibernate.query.KeyedResultList;
import org.hibernate.query.NativeQuery;
import org.hibernate.query.Page;
import org.hibernate.query.ResultListTransformer;
import org.hibernate.query.SelectionQuery;
import org.hibernate.query.TupleTransformer;
import org.jspecify.annotations.Nullable;

/** How to make and set up a query that selects, once a session is there to run it. */
final class SelectionPlan<R> extends QueryPlan<SelectionQuery<R>, AsyncSelectionQuery<R>>
        implements AsyncSelectionQuery<R> {
    SelectionPlan(SessionCore<?> session, Function<? super SharedSessionContract, ? extends SelectionQuery<R>> query) {
        super(session, query);
    }

    @Override
    AsyncSelectionQuery<R> self() {
        return this;
    }

    @Override
    public AsyncSelectionQuery<R> setMaxResults(int most) {
        return with(ready -> ready.setMaxResults(most));
    }

    @Override
    public AsyncSelectionQuery<R> setFirstResult(int skipped) {
        return with(ready -> ready.setFirstResult(skipped));
    }

    @Override
    public AsyncSelectionQuery<R> setReadOnly(boolean readOnly) {
        return with(ready -> ready.setReadOnly(readOnly));
    }

    @Override
    public AsyncSelectionQuery<R> setPage(Page page) {
        return with(ready -> ready.setPage(page));
    }

    @Override
    public AsyncSelectionQuery<R> setFetchSize(int rows) {
        return with(ready -> ready.setFetchSize(rows));
    }

    @Override
    public AsyncSelectionQuery<R> setLockMode(LockModeType mode) {
        return with(ready -> ready.setLockMode(mode));
    }

    @Override
    public AsyncSelectionQuery<R> setEntityGraph(EntityGraph<? super R> graph, GraphSemantic semantic) {
        return with(ready -> ready.setEntityGraph(graph, semantic));
    }

    @Override
    public AsyncSelectionQuery<R> enableFetchProfile(String profile) {
        return with(ready -> ready.enableFetchProfile(profile));
    }

    @Override
    public AsyncSelectionQuery<R> disableFetchProfile(String profile) {
        return with(ready -> ready.disableFetchProfile(profile));
    }

    @Override
    public AsyncSelectionQuery<R> setCacheable(boolean cacheable) {
        return with(ready -> ready.setCacheable(cacheable));
    }

    @Override
    public AsyncSelectionQuery<R> setCacheRegion(String region) {
        return with(ready -> ready.setCacheRegion(region));
    }

    @Override
    public AsyncSelectionQuery<R> setCacheMode(CacheMode mode) {
        return with(ready -> ready.setCacheMode(mode));
    }

    /** Hibernate's own query changes its type as it is told of the transformer, and so does what is planned for it. */
    @Override
    public <T> AsyncSelectionQuery<T> setTupleTransformer(TupleTransformer<T> transformer) {
        var before = asSetUp();
        return new SelectionPlan<T>(session(), open -> before.apply(open).setTupleTransformer(transformer));
    }

    /** The query with the settings it has now. */
    private Function<SharedSessionContract, SelectionQuery<R>> asSetUp() {
        var chosen = settings();
        var plain = query();
        return open -> {
            var ready = plain.apply(open);
            chosen.forEach(setting -> setting.accept(ready));
            return ready;
        };
    }

    @Override
    public AsyncSelectionQuery<R> setResultListTransformer(ResultListTransformer<R> transformer) {
        return with(ready -> ready.setResultListTransformer(transformer));
    }

    /** A form that only reads; but SQL that Hibernate did not write may do more. */
    private <T extends @Nullable Object> Function<SelectionQuery<R>, T> reading(
            Function<? super SelectionQuery<R>, T> form) {
        return ready -> {
            if (!(ready instanceof NativeQuery<?>)) {
                session().reads();
            }
            return form.apply(ready);
        };
    }

    @Override
    public CompletableFuture<List<R>> getResultList() {
        return run("getResultList", reading(SelectionQuery::getResultList));
    }

    @Override
    public CompletableFuture<R> getSingleResult() {
        return run("getSingleResult", reading(SelectionQuery::getSingleResult));
    }

    @Override
    public CompletableFuture<@Nullable R> getSingleResultOrNull() {
        return run("getSingleResultOrNull", reading(SelectionQuery::getSingleResultOrNull));
    }

    @Override
    public CompletableFuture<AsyncScroll<R>> scroll(int chunk) {
        return open("scroll", checked(chunk), SessionQueue.EVER, Function.identity());
    }

    @Override
    public Flow.Publisher<R> stream(int chunk) {
        var size = checked(chunk);
        var now = new SelectionPlan<>(session(), asSetUp());
        return new ResultPublisher<>(wanted -> now.open("stream", size, wanted, Function.identity()));
    }

    private static int checked(int chunk) {
        if (chunk <= 0) {
            throw new IllegalArgumentException("a chunk has at least one result, not " + chunk);
        }
        return chunk;
    }

    private <S> CompletableFuture<S> open(
            String operation,
            int chunk,
            BooleanSupplier wanted,
            Function<? super ScrolledResults<R>, ? extends S> form) {
        var handOver = new ScrollOpening();
        CompletableFuture<S> opening = run(operation, wanted, ready -> {
            var results = ready.setFetchSize(chunk).scroll(ScrollMode.FORWARD_ONLY);
            return form.apply(handOver.opened(new ScrolledResults<>(session(), results, chunk)));
        });
        var _ = opening.whenComplete((_, failure) -> {
            if (failure != null) {
                handOver.givenUp();
            }
        });
        return opening;
    }

    @Override
    public CompletableFuture<KeyedResultList<R>> getKeyedResultList(KeyedPage<R> page) {
        return run("getKeyedResultList", reading(ready -> ready.getKeyedResultList(page)));
    }

    @Override
    public CompletableFuture<Long> getResultCount() {
        return run("getResultCount", reading(SelectionQuery::getResultCount));
    }
}
