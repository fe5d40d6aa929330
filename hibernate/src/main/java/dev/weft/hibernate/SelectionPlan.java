package dev.weft.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/** How to make and set up a query, once a session is there to run it. */
final class SelectionPlan<R> implements AsyncSelectionQuery<R> {
    private final SessionCore session;
    private final Function<Session, SelectionQuery<R>> query;
    private final List<Consumer<SelectionQuery<R>>> settings = new ArrayList<>();

    SelectionPlan(SessionCore session, Function<Session, SelectionQuery<R>> query) {
        this.session = session;
        this.query = query;
    }

    @Override
    public AsyncSelectionQuery<R> setParameter(String name, @Nullable Object value) {
        return with(ready -> ready.setParameter(name, value));
    }

    @Override
    public AsyncSelectionQuery<R> setParameter(int position, @Nullable Object value) {
        return with(ready -> ready.setParameter(position, value));
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
    public CompletableFuture<List<R>> getResultList() {
        return run("getResultList", SelectionQuery::getResultList);
    }

    @Override
    public CompletableFuture<R> getSingleResult() {
        return run("getSingleResult", SelectionQuery::getSingleResult);
    }

    @Override
    public CompletableFuture<@Nullable R> getSingleResultOrNull() {
        return run("getSingleResultOrNull", SelectionQuery::getSingleResultOrNull);
    }

    @Override
    public CompletableFuture<Long> getResultCount() {
        return run("getResultCount", SelectionQuery::getResultCount);
    }

    private AsyncSelectionQuery<R> with(Consumer<SelectionQuery<R>> setting) {
        settings.add(setting);
        return this;
    }

    private <T extends @Nullable Object> CompletableFuture<T> run(
            String operation, Function<? super SelectionQuery<R>, T> form) {
        var chosen = List.copyOf(settings);
        return session.operate(operation, open -> {
            var ready = query.apply(open);
            chosen.forEach(setting -> setting.accept(ready));
            return form.apply(ready);
        });
    }
}
