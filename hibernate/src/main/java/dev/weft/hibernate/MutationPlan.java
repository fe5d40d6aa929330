package dev.weft.hibernate;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.hibernate.SharedSessionContract;
import org.hibernate.query.MutationQuery;

/** How to make and set up a statement, once a session is there to run it. */
final class MutationPlan extends QueryPlan<MutationQuery, AsyncMutationQuery> implements AsyncMutationQuery {
    MutationPlan(SessionCore<?> session, Function<? super SharedSessionContract, ? extends MutationQuery> statement) {
        super(session, statement);
    }

    @Override
    AsyncMutationQuery self() {
        return this;
    }

    @Override
    public CompletableFuture<Integer> executeUpdate() {
        return run("executeUpdate", MutationQuery::executeUpdate);
    }
}
