package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.shop.Author;
import dev.weft.hibernate.shop.Shelf;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.hibernate.graph.GraphSemantic;
import org.hibernate.query.Order;
import org.hibernate.query.Page;

/** Queries and statements of a session with all that can be set on them, on every database. */
@Spec({"SE-2", "SE-26"})
class SessionQueryTest {
    private static final int SHELVES = 6;

    @EngineTest
    void aListOfValuesIsOneParameter(AsyncEngine engine) {
        assertThat(ids(
                        engine,
                        session -> session.createSelectionQuery("select id from Shelf where id in :ids", Integer.class)
                                .setParameterList("ids", List.of(2, 4, 99))
                                .getResultList()))
                .containsExactlyInAnyOrder(2, 4);
    }

    @EngineTest
    void parametersAreSetByTheirTypeAndFromAMap(AsyncEngine engine) {
        assertThat(ids(
                        engine,
                        session -> session.createSelectionQuery(
                                        "select id from Shelf where room = :room and books >= :least", Integer.class)
                                .setProperties(Map.of("room", "a"))
                                .setParameter("least", 2, Integer.class)
                                .setTimeout(Duration.ofMillis(30_500))
                                .setComment("a comment")
                                .getResultList()))
                .containsExactlyInAnyOrder(3, 5);
    }

    @EngineTest
    void aPageIsPartOfTheResults(AsyncEngine engine) {
        assertThat(ids(
                        engine,
                        session -> session.createSelectionQuery("select id from Shelf order by id", Integer.class)
                                .setPage(Page.page(2, 1))
                                .getResultList()))
                .containsExactly(3, 4);
    }

    @EngineTest
    void aKeyedPageKnowsTheNext(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(SHELVES);
            var read = await(shop.sessions().withSession(session -> {
                var query = session.createSelectionQuery("from Shelf", Shelf.class);
                return query.getKeyedResultList(Page.first(4).keyedBy(Order.asc(Shelf.class, "id")))
                        .thenCompose(first -> query.getKeyedResultList(first.getNextPage()));
            }));

            assertThat(read.getResultList()).extracting(Shelf::getId).containsExactly(5, 6);
        }
    }

    @EngineTest
    void aTransformerMakesSomethingElseOfEachRow(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(2);
            var told = await(shop.sessions()
                    .withSession(session -> session.createSelectionQuery(
                                    "select room, number from Shelf where id <= :most order by id", Object[].class)
                            .setParameter("most", 2)
                            .setTupleTransformer((row, aliases) -> row[0] + "/" + row[1])
                            .getResultList()));

            assertThat(told).containsExactly("a/1", "b/2");
        }
    }

    @EngineTest
    void criteriaSelectUpdateAndDelete(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(SHELVES);
            var builder = await(shop.sessions().sessionFactory()).getCriteriaBuilder();
            var select = builder.createQuery(Shelf.class);
            var selected = select.from(Shelf.class);
            var update = builder.createCriteriaUpdate(Shelf.class);
            var updated = update.from(Shelf.class);
            update.set(updated.<Integer>get("books"), 7).where(builder.equal(updated.get("room"), "a"));
            var delete = builder.createCriteriaDelete(Shelf.class);
            var deleted = delete.from(Shelf.class);
            delete.where(builder.equal(deleted.get("room"), "b"));

            var changed = await(shop.sessions()
                    .begin(session -> session.createMutationQuery(update)
                            .executeUpdate()
                            .thenCompose(one -> session.createMutationQuery(delete)
                                    .executeUpdate()
                                    .thenApply(other -> one * 10 + other))));
            var left = await(shop.sessions()
                    .withSession(session -> session.createSelectionQuery(
                                    select.where(builder.equal(selected.get("books"), 7)))
                            .getResultList()));

            assertThat(changed).isEqualTo(33);
            assertThat(left).hasSize(3);
        }
    }

    @EngineTest
    void namedQueriesAndStatementsAreThoseOfTheMapping(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(SHELVES);
            var emptied = await(shop.sessions()
                    .begin(session -> session.createNamedMutationQuery("emptyRoom")
                            .setParameter("room", "a")
                            .executeUpdate()));
            var shelves = await(shop.sessions()
                    .withSession(session -> session.createNamedSelectionQuery("shelvesOfRoom", Shelf.class)
                            .setParameter("room", "a")
                            .getResultList()));

            assertThat(emptied).isEqualTo(3);
            assertThat(shelves).extracting(Shelf::getBooks).containsExactly(0, 0, 0);
        }
    }

    @EngineTest
    void lockedResultsAreLocked(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(1);
            var mode = await(shop.sessions()
                    .begin(session -> session.createSelectionQuery("from Shelf", Shelf.class)
                            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                            .getSingleResult()
                            .thenCompose(session::getLockMode)));

            assertThat(mode).isEqualTo(LockModeType.PESSIMISTIC_WRITE);
        }
    }

    @EngineTest
    void aGraphFetchesWhatItNames(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var _ = shop.author("ann", "one", "two");
            var graph = await(shop.sessions().sessionFactory()).createEntityGraph(Author.class);
            graph.addSubgraph("books");
            var author = await(shop.sessions()
                    .withSession(session -> session.createSelectionQuery("from Author", Author.class)
                            .setEntityGraph(graph, GraphSemantic.LOAD)
                            .getSingleResult()));

            assertThat(author.getBooks()).hasSize(2);
        }
    }

    @EngineTest
    void aLimitOrAChunkOfNothingIsRefusedAtOnce(AsyncEngine engine) {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            var query = session.createSelectionQuery("from Shelf", Shelf.class);

            assertThatIllegalArgumentException().isThrownBy(() -> query.setTimeout(Duration.ZERO));
            assertThatIllegalArgumentException().isThrownBy(() -> query.scroll(0));
        }
    }

    private static List<Integer> ids(AsyncEngine engine, Function<AsyncSession, CompletionStage<List<Integer>>> query) {
        try (var shop = Shop.open(engine)) {
            shop.shelves(SHELVES);
            return await(shop.sessions().withSession(query));
        }
    }
}
