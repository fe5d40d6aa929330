package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.CancelScope;
import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.shop.Shelf;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.EngineTest;
import jakarta.persistence.ParameterMode;
import java.sql.SQLException;
import java.time.Duration;
import org.hibernate.FlushMode;
import org.hibernate.HibernateException;

/** Stored procedures as operations of a session; where a database has none, its refusal. */
@Spec("SE-26")
class SessionProcedureTest {
    private static String booksInRoom(Database database) {
        return switch (database) {
            case POSTGRESQL -> """
                create procedure books_in_room(in wanted varchar, out total integer, inout runs integer)
                language plpgsql as $$
                begin
                  select sum(books), runs + 1 into total, runs from Shelf where room = wanted;
                end $$
                """;
            default -> """
                create procedure books_in_room(in wanted varchar(10), out total integer, inout runs integer)
                  select sum(books), runs + 1 into total, runs from Shelf where room = wanted
                """;
        };
    }

    private static String shelvesOfRoom(Database database) {
        return switch (database) {
            case POSTGRESQL -> """
                create procedure shelves_of_room(inout answer refcursor, in wanted varchar) language plpgsql as $$
                begin
                  open answer for select * from Shelf where room = wanted order by id;
                end $$
                """;
            default -> """
                create procedure shelves_of_room(in wanted varchar(10))
                  select * from Shelf where room = wanted order by id
                """;
        };
    }

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    void aProcedureAnswersWhatGoesOut(AsyncEngine engine, Database database) throws SQLException {
        try (var shop = Shop.open(engine)) {
            shop.shelves(5);
            define(engine, booksInRoom(database));
            var results = await(shop.sessions()
                    .begin(session -> session.createStoredProcedureCall("books_in_room")
                            .registerParameter(1, String.class, ParameterMode.IN)
                            .registerParameter(2, Integer.class, ParameterMode.OUT)
                            .registerParameter(3, Integer.class, ParameterMode.INOUT)
                            .setParameter(1, "a")
                            .setParameter(3, 41)
                            .setTimeout(Duration.ofMinutes(1))
                            .execute()));

            assertThat(results.getOutputParameterValue(2, Integer.class)).isEqualTo(6);
            assertThat(results.getOutputParameterValue(3, Integer.class)).isEqualTo(42);
            assertThat(results.resultLists()).isEmpty();
            assertThatIllegalArgumentException().isThrownBy(() -> results.getOutputParameterValue(1, String.class));
            assertThatThrownBy(() -> results.getOutputParameterValue(2, String.class))
                    .isInstanceOf(ClassCastException.class);
        }
    }

    private static void define(AsyncEngine engine, String procedure) throws SQLException {
        try (var connection = engine.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(procedure);
        }
    }

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    void parametersMayHaveNames(AsyncEngine engine, Database database) throws SQLException {
        try (var shop = Shop.open(engine)) {
            shop.shelves(5);
            define(engine, booksInRoom(database));
            var results = await(shop.sessions()
                    .begin(session -> session.createStoredProcedureCall("books_in_room")
                            .registerParameter("wanted", String.class, ParameterMode.IN)
                            .registerParameter("total", Integer.class, ParameterMode.OUT)
                            .registerParameter("runs", Integer.class, ParameterMode.INOUT)
                            .setParameter("wanted", "nowhere")
                            .setParameter("runs", 1)
                            .execute()));

            assertThat(results.getOutputParameterValue("total", Integer.class)).isNull();
        }
    }

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    void aProcedureThatAMappingNamesHasItsParameters(AsyncEngine engine, Database database) throws SQLException {
        try (var shop = Shop.open(engine)) {
            shop.shelves(5);
            define(engine, booksInRoom(database));
            var results = await(shop.sessions()
                    .begin(session -> session.getNamedProcedureCall("booksInRoom")
                            .setParameter(1, "b")
                            .setParameter(3, 1)
                            .execute()));

            assertThat(results.getOutputParameterValue(2, Integer.class)).isEqualTo(4);
        }
    }

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    void entitiesThatAProcedureAnswersBelongToTheSession(AsyncEngine engine, Database database) throws SQLException {
        try (var shop = Shop.open(engine)) {
            shop.shelves(5);
            define(engine, shelvesOfRoom(database));
            await(shop.sessions().begin(session -> {
                var call = session.createStoredProcedureCall("shelves_of_room", Shelf.class);
                var results = await(
                        switch (database) {
                            case POSTGRESQL ->
                                call.registerParameter(1, void.class, ParameterMode.REF_CURSOR)
                                        .registerParameter(2, String.class, ParameterMode.IN)
                                        .setParameter(2, "a")
                                        .execute();
                            default ->
                                call.registerParameter(1, String.class, ParameterMode.IN)
                                        .setParameter(1, "a")
                                        .execute();
                        });
                var shelves = results.getResultList(Shelf.class);
                assertThat(shelves).extracting(Shelf::getId).containsExactly(1, 3, 5);
                shelves.getFirst().setBooks(70);
                return session.flush();
            }));

            assertThat(await(shop.sessions().withSession(session -> session.getOne(Shelf.class, 1)))
                            .getBooks())
                    .isEqualTo(70);
        }
    }

    @EngineTest(Database.H2)
    void h2AnswersWhatAFunctionReturnsAsARow(AsyncEngine engine) throws SQLException {
        try (var shop = Shop.open(engine)) {
            define(engine, "create alias upside_down for 'java.lang.Math.negateExact(int)'");
            var results = await(shop.sessions()
                    .begin(session -> session.createStoredProcedureCall("upside_down")
                            .registerParameter(1, Integer.class, ParameterMode.IN)
                            .setParameter(1, 12)
                            .execute()));

            assertThat(results.getResultList(Integer.class)).containsExactly(-12);
            assertThat(results.updateCounts()).isEmpty();
        }
    }

    @EngineTest(Database.H2)
    void h2RefusesAParameterThatGoesOut(AsyncEngine engine) throws SQLException {
        try (var shop = Shop.open(engine)) {
            define(engine, "create alias upside_down for 'java.lang.Math.negateExact(int)'");
            var call = shop.sessions()
                    .begin(session -> session.createStoredProcedureCall("upside_down")
                            .registerParameter(1, Integer.class, ParameterMode.OUT)
                            .execute());

            assertThatThrownBy(() -> await(call))
                    .isInstanceOf(HibernateException.class)
                    .hasMessageContaining("output parameter value [1]");
        }
    }

    @EngineTest(Database.SQLITE)
    void sqliteRefusesProcedures(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var call = shop.sessions()
                    .begin(session ->
                            session.createStoredProcedureCall("books_in_room").execute());

            assertThatThrownBy(() -> await(call))
                    .isInstanceOf(HibernateException.class)
                    .hasMessageContaining("does not support Stored Procedures");
        }
    }

    @EngineTest(Database.MARIADB)
    void aProcedureAnswersAllOfItsResultSetsAndCounts(AsyncEngine engine) throws SQLException {
        try (var shop = Shop.open(engine)) {
            shop.shelves(3);
            define(engine, """
                    create procedure tidy_up(in wanted varchar(10))
                    begin
                      select id from Shelf where room = wanted order by id;
                      update Shelf set books = 0 where room = wanted;
                      select id, room from Shelf where room <> wanted;
                    end
                    """);
            var results = await(shop.sessions()
                    .begin(session -> session.createStoredProcedureCall("tidy_up")
                            .registerParameter(1, String.class, ParameterMode.IN)
                            .setParameter(1, "a")
                            .execute()));

            assertThat(results.resultLists()).hasSize(2);
            assertThat(results.getResultList(Integer.class)).containsExactly(1, 3);
            assertThat(results.resultLists().getLast().getFirst()).isEqualTo(new Object[] {2, "b"});
            assertThat(results.updateCounts()).containsExactly(2);
        }
    }

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    @Spec("SE-2")
    void pendingChangesAreWrittenBeforeACallUnlessToldOtherwise(AsyncEngine engine, Database database)
            throws SQLException {
        try (var shop = Shop.open(engine)) {
            define(engine, booksInRoom(database));
            await(shop.sessions().begin(session -> {
                var call = session.getNamedProcedureCall("booksInRoom")
                        .setParameter(1, "c")
                        .setParameter(3, 1);
                await(session.persist(new Shelf(1, "c", 1, 9)));
                assertThat(await(call.setFlushMode(FlushMode.COMMIT).execute())
                                .getOutputParameterValue(2, Integer.class))
                        .isNull();
                return call.setFlushMode(FlushMode.AUTO)
                        .execute()
                        .thenAccept(results -> assertThat(results.getOutputParameterValue(2, Integer.class))
                                .isEqualTo(9));
            }));
        }
    }

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    void cancellingACallStopsTheProcedure(AsyncEngine engine, Database database) throws SQLException {
        try (var shop = Shop.open(engine);
                var session = shop.sessions().openSession()) {
            define(
                    engine,
                    switch (database) {
                        case POSTGRESQL ->
                            "create procedure doze() language plpgsql as $$ begin perform pg_sleep(60); end $$";
                        default -> "create procedure doze() do (select sum(sleep(60)) from seq_1_to_3)";
                    });
            await(session.begin());
            var answer = CancelScope.moveOnAfter(
                    Duration.ofMillis(200),
                    () -> await(session.createStoredProcedureCall("doze").execute()));
            await(session.rollback());

            assertThat(answer).isEmpty();
            assertThat(engine.status().inUse()).isZero();
        }
    }
}
