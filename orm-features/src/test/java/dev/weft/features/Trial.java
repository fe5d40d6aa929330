package dev.weft.features;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.engine.SyncWork;
import dev.weft.hibernate.AsyncSession;
import dev.weft.hibernate.AsyncSessionMaker;
import dev.weft.hibernate.SessionOptions;
import dev.weft.testing.Database;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractThrowableAssert;
import org.hibernate.Session;
import org.hibernate.stat.Statistics;

/** One run of a feature on one database, and what its cell will say. Used by the awaitlet of the test. */
final class Trial {
    private final Database database;
    private final AreaRun.Station station;
    private final AsyncSessionMaker sessions;
    private String outcome = "yes";

    Trial(Database database, AreaRun.Station station) {
        this(database, station, station.sessions());
    }

    private Trial(Database database, AreaRun.Station station, AsyncSessionMaker sessions) {
        this.database = database;
        this.station = station;
        this.sessions = sessions;
    }

    /** The same with a session factory of its own, and without tables; what its cell would say is not asked for. */
    Trial with(AsyncSessionMaker others) {
        return new Trial(database, station, others);
    }

    /** The same with a session factory of its own for entities that not every database takes. */
    Trial mapping(Class<?>... mapped) {
        return mapping(UnaryOperator.identity(), mapped);
    }

    Trial mapping(UnaryOperator<SessionOptions> change, Class<?>... mapped) {
        return with(station.sessions(station.engine(), change.apply(AreaRun.Station.plain()), mapped));
    }

    void createSchema() {
        await(sessions.createSchema());
    }

    Database database() {
        return database;
    }

    boolean on(Database one) {
        return database == one;
    }

    AreaRun.Station station() {
        return station;
    }

    AsyncSessionMaker sessions() {
        return sessions;
    }

    /** Work in a session and a transaction of its own, which is committed. */
    <T> T transaction(Function<AsyncSession, T> work) {
        return await(sessions.begin(session -> CompletableFuture.completedFuture(work.apply(session))));
    }

    /** Work in a session of its own without a transaction. */
    <T> T session(Function<AsyncSession, T> work) {
        return await(sessions.withSession(session -> CompletableFuture.completedFuture(work.apply(session))));
    }

    /** Blocking-style work with Hibernate's own session, in a transaction. */
    <T> T plainly(SyncWork<Session, T> work) {
        return await(sessions.inTransaction(work));
    }

    void persist(Object... entities) {
        await(sessions.begin(session -> session.persistAll(entities)));
    }

    /** The entity as a session of its own finds it, detached. */
    <T> T find(Class<T> type, Object id) {
        return session(session -> await(session.find(type, id)));
    }

    /** What an HQL query answers that has one result. */
    <T> T single(String hql, Class<T> type) {
        return session(session -> await(session.createSelectionQuery(hql, type).getSingleResult()));
    }

    /** How many entities a new session sees. */
    long count(Class<?> entity) {
        return single("select count(*) from " + entity.getName(), Long.class);
    }

    /** What a query in SQL answers that has one result. */
    <T> T sql(String sql, Class<T> type) {
        return session(session -> await(session.createNativeQuery(sql, type).getSingleResult()));
    }

    /** Lets the clock go on by a millisecond, which is as exactly as SQLite keeps times. */
    void tick() {
        var now = System.currentTimeMillis();
        while (System.currentTimeMillis() <= now) {
            Thread.onSpinWait();
        }
    }

    Statistics statistics() {
        return await(sessions.sessionFactory()).getStatistics();
    }

    /** The number of SQL statements prepared until now; the area's tests run one after the other. */
    long statements() {
        return statistics().getPrepareStatementCount();
    }

    /** The database, its dialect or Hibernate does not have the feature: the cell says why. */
    AbstractThrowableAssert<?, ?> refused(String why, Runnable attempt) {
        outcome = "no: " + why;
        var failure = catchThrowable(attempt::run);
        return assertThat(failure)
                .as("what %s says to what it cannot do", database)
                .isNotNull();
    }

    /** The database lets the feature be asked for, but does without it, as the test has seen. */
    void no(String why) {
        outcome = "no: " + why;
    }

    /** The feature works with a difference that the cell tells. */
    void yesBut(String what) {
        outcome = "yes, " + what;
    }

    String outcome() {
        return outcome;
    }
}
