package dev.weft.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.query.MutationQuery;
import org.jspecify.annotations.Nullable;

/** How to make and set up a statement, once a session is there to run it. */
final class MutationPlan implements AsyncMutationQuery {
    private final SessionCore session;
    private final Function<Session, MutationQuery> statement;
    private final List<Consumer<MutationQuery>> settings = new ArrayList<>();

    MutationPlan(SessionCore session, Function<Session, MutationQuery> statement) {
        this.session = session;
        this.statement = statement;
    }

    @Override
    public AsyncMutationQuery setParameter(String name, @Nullable Object value) {
        settings.add(ready -> ready.setParameter(name, value));
        return this;
    }

    @Override
    public AsyncMutationQuery setParameter(int position, @Nullable Object value) {
        settings.add(ready -> ready.setParameter(position, value));
        return this;
    }

    @Override
    public CompletableFuture<Integer> executeUpdate() {
        var chosen = List.copyOf(settings);
        return session.operate("executeUpdate", open -> {
            var ready = statement.apply(open);
            chosen.forEach(setting -> setting.accept(ready));
            return ready.executeUpdate();
        });
    }
}
