package dev.weft.hibernate;

import dev.weft.engine.SyncWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.FlushMode;
import org.hibernate.SharedSessionContract;
import org.hibernate.query.CommonQueryContract;
import org.jspecify.annotations.Nullable;

/**
 * How to make and set up a query, once a session is there to run it.
 *
 * @param <H> Hibernate's query
 * @param <Q> ours
 */
abstract class QueryPlan<H extends CommonQueryContract, Q> {
    private final SessionCore<?> session;
    private final Function<? super SharedSessionContract, ? extends H> query;
    private final List<Consumer<? super H>> settings = new ArrayList<>();

    QueryPlan(SessionCore<?> session, Function<? super SharedSessionContract, ? extends H> query) {
        this.session = session;
        this.query = query;
    }

    SessionCore<?> session() {
        return session;
    }

    Function<? super SharedSessionContract, ? extends H> query() {
        return query;
    }

    List<Consumer<? super H>> settings() {
        return List.copyOf(settings);
    }

    /** This query, for a chain of calls. */
    abstract Q self();

    final Q with(Consumer<? super H> setting) {
        settings.add(setting);
        return self();
    }

    final <T extends @Nullable Object> CompletableFuture<T> run(String operation, Function<? super H, T> form) {
        return session.operate(operation, SessionQueue.EVER, asSetUp(form));
    }

    final <T extends @Nullable Object> CompletableFuture<T> run(
            String operation, BooleanSupplier wanted, Function<? super H, T> form) {
        return session.operate(operation, wanted, asSetUp(form));
    }

    /** The query with the settings it has now. */
    private <T extends @Nullable Object> SyncWork<SharedSessionContract, T> asSetUp(Function<? super H, T> form) {
        var chosen = settings();
        return open -> {
            var ready = query.apply(open);
            chosen.forEach(setting -> setting.accept(ready));
            return form.apply(ready);
        };
    }

    public Q setParameter(String name, @Nullable Object value) {
        return with(ready -> ready.setParameter(name, value));
    }

    public <P> Q setParameter(String name, @Nullable P value, Class<P> type) {
        return with(ready -> ready.setParameter(name, value, type));
    }

    public Q setParameter(int position, @Nullable Object value) {
        return with(ready -> ready.setParameter(position, value));
    }

    public <P> Q setParameter(int position, @Nullable P value, Class<P> type) {
        return with(ready -> ready.setParameter(position, value, type));
    }

    public Q setParameterList(String name, Collection<?> values) {
        var now = new ArrayList<>(values);
        return with(ready -> ready.setParameterList(name, now));
    }

    public Q setParameterList(int position, Collection<?> values) {
        var now = new ArrayList<>(values);
        return with(ready -> ready.setParameterList(position, now));
    }

    public Q setProperties(Map<String, ?> values) {
        var now = new HashMap<>(values); // which, unlike Map.copyOf, may hold null
        return with(ready -> ready.setProperties(now));
    }

    @SuppressWarnings("deprecation") // for something that is to be removed itself
    public Q setFlushMode(FlushMode mode) {
        return with(ready -> ready.setHibernateFlushMode(mode));
    }

    public Q setTimeout(Duration most) {
        if (most.isNegative() || most.isZero()) {
            throw new IllegalArgumentException("a time limit must be above zero, but was " + most);
        }
        var seconds = Math.toIntExact(most.plusSeconds(1).minusNanos(1).toSeconds());
        return with(ready -> ready.setTimeout(seconds));
    }

    public Q setHint(String name, Object value) {
        return with(ready -> ready.setHint(name, value));
    }

    public Q setComment(String comment) {
        return with(ready -> ready.setComment(comment));
    }
}
