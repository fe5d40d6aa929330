package dev.weft.hibernate;

import dev.weft.engine.AsyncEngine;
import jakarta.persistence.EntityManagerFactory;
import java.util.concurrent.CompletableFuture;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/** Where a maker has its session factory from. Safe for use by many threads. */
interface OrmSource {
    /**
     * The factory.
     *
     * @return a future that others may share: cancelling it does not stop the building
     */
    CompletableFuture<Orm> get();

    /**
     * Closes what this source has built.
     *
     * @return a future that completes when that is done; the same at every call
     */
    CompletableFuture<Void> aclose();

    /**
     * Refuses an engine whose database does not speak the SQL of the factory, where that is known.
     *
     * @throws IllegalArgumentException if it is of another dialect
     */
    default void requireSameDialect(AsyncEngine other) {}

    /** A factory that somebody else has built, and will close. */
    static OrmSource given(EntityManagerFactory factory) {
        return new Given(
                CompletableFuture.completedFuture(Orm.over(factory.unwrap(SessionFactoryImplementor.class), null)));
    }

    /**
     * A factory that is there.
     *
     * @param orm the factory
     */
    record Given(CompletableFuture<Orm> orm) implements OrmSource {
        @Override
        public CompletableFuture<Orm> get() {
            return orm.copy();
        }

        @Override
        public CompletableFuture<Void> aclose() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
