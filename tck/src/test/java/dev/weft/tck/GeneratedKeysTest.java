package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.Sql;
import dev.weft.engine.StatementRejected;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.EngineTest;
import java.util.List;
import java.util.Map;

/** The keys that the database makes, and RETURNING. */
@Spec({"EN-35", "TG-22"})
class GeneratedKeysTest {
    private static void createTable(AsyncEngine engine, Database database) {
        await(engine.begin(connection -> connection.execute("create table item (" + Dialects.identityColumn(database)
                + ", code varchar(20) default 'none', label varchar(20))")));
    }

    @EngineTest
    void everyInsertedRowAnswersItsKey(AsyncEngine engine, Database database) {
        createTable(engine, database);
        try (var connection = engine.connect()) {
            var insert = Sql.of("insert into item (label) values (:a), (:b) -- two")
                    .withAll(Map.of("a", "x", "b", "y"))
                    .returningKeys("id");
            var result = await(connection.execute(insert));

            assertThat(result.returnsRows()).isFalse();
            assertThat(result.rowCount()).isEqualTo(2);
            assertThat(result.generatedKeys())
                    .map(row -> row.get("id", Long.class))
                    .containsExactly(1L, 2L);
        }
    }

    @EngineTest
    void anyColumnMayBeAskedFor(AsyncEngine engine, Database database) {
        createTable(engine, database);
        try (var connection = engine.connect()) {
            var insert = Sql.of("insert into item (label) values (?);", "x").returningKeys("code", "id");
            var keys = await(connection.execute(insert)).generatedKeys();

            assertThat(keys).hasSize(1);
            assertThat(keys.getFirst().get("code")).isEqualTo("none");
            assertThat(keys.getFirst().get("id", Integer.class)).isEqualTo(1);
        }
    }

    @EngineTest
    void theKeysOfTheDatabasesChoiceHoldItsIdentity(AsyncEngine engine, Database database) {
        createTable(engine, database);
        try (var connection = engine.connect()) {
            await(connection.execute("insert into item (label) values ('first')"));
            var insert = Sql.of("insert into item (label) values ('second')").returningKeys();
            var keys = await(connection.execute(insert)).generatedKeys();

            assertThat(keys).hasSize(1);
            assertThat(keys.getFirst().get("id", Integer.class)).isEqualTo(2);
        }
    }

    @EngineTest
    void noKeysAreAnsweredUnasked(AsyncEngine engine, Database database) {
        createTable(engine, database);
        try (var connection = engine.connect()) {
            assertThat(await(connection.execute("insert into item (label) values ('x')"))
                            .generatedKeys())
                    .isEmpty();
        }
    }

    @EngineTest
    void aQueryHasRowsAndNoKeys(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            var result = await(connection.execute(Sql.of("select 1 as one").returningKeys()));

            assertThat(result.generatedKeys()).isEmpty();
            assertThat(result.scalar(Integer.class)).hasValue(1);
        }
    }

    @EngineTest
    void aColumnThatIsNotThereIsRejected(AsyncEngine engine, Database database) {
        createTable(engine, database);
        try (var connection = engine.connect()) {
            var insert = Sql.of("insert into item (label) values ('x')").returningKeys("nope");

            assertThat(catchThrowableOfType(StatementRejected.class, () -> await(connection.execute(insert))))
                    .isNotNull();
        }
    }

    @EngineTest
    void anUpdateAnswersWhatItChangedOrIsRefused(AsyncEngine engine, Database database) {
        createTable(engine, database);
        try (var connection = engine.connect()) {
            await(connection.execute("insert into item (label) values ('x')"));
            var update =
                    Sql.of("update item set label = :label").with("label", "y").returningKeys("id", "label");
            if (database == Database.MARIADB) {
                assertThat(catchThrowableOfType(FeatureRefused.class, () -> await(connection.execute(update))))
                        .hasMessageContaining("ER-601")
                        .hasMessageContaining("UPDATE");
            } else {
                var keys = await(connection.execute(update)).generatedKeys();
                assertThat(keys).map(row -> row.get("label")).isEqualTo(List.of("y"));
            }
        }
    }

    @EngineTest(except = Database.H2)
    void returningIsAQuery(AsyncEngine engine, Database database) {
        createTable(engine, database);
        try (var connection = engine.connect()) {
            var insert = "insert into item (label) values ('x') returning id, label";
            var result = await(connection.execute(insert));
            var asKeys = await(connection.execute(Sql.of(insert).returningKeys("id")));

            assertThat(result.one().get("id", Integer.class)).isEqualTo(1);
            assertThat(result.one().get("label")).isEqualTo("x");
            assertThat(asKeys.one().get("id", Integer.class)).isEqualTo(2);
        }
    }

    @EngineTest(Database.H2)
    void aDatabaseWithoutReturningHasItsOwnWay(AsyncEngine engine, Database database) {
        createTable(engine, database);
        try (var connection = engine.connect()) {
            var insert = "select id, label from final table (insert into item (label) values ('x'))";

            assertThat(await(connection.execute(insert)).one().get("id", Integer.class))
                    .isEqualTo(1);
        }
    }

    @EngineTest
    void aBatchAnswersNoKeys(AsyncEngine engine, Database database) {
        createTable(engine, database);
        try (var connection = engine.connect()) {
            var insert = Sql.of("insert into item (label) values (:label)").returningKeys();

            assertThat(catchThrowableOfType(
                            FeatureRefused.class,
                            () -> await(connection.executeBatch(insert, List.of(Map.of("label", "x"))))))
                    .hasMessageContaining("ER-601");
        }
    }
}
