package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.reflect.Column;
import dev.weft.engine.reflect.ForeignKey.Action;
import dev.weft.engine.reflect.Index;
import dev.weft.engine.reflect.Table;
import dev.weft.engine.reflect.TableKind;
import dev.weft.engine.reflect.TableName;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineTest;
import java.util.List;
import java.util.Locale;

/** What a database tells of its tables. */
@Spec("EN-20")
class ReflectionTest {
    private static void createShop(AsyncConnection connection) {
        await(connection.execute("create table author (id int not null primary key, full_name varchar(50) not null)"));
        await(connection.execute("""
                create table book (
                    id int not null,
                    edition int default 1 not null,
                    author_id int,
                    price decimal(10, 2),
                    primary key (id, edition),
                    constraint book_author foreign key (author_id) references author (id) on delete cascade)"""));
        await(connection.execute("create unique index book_price on book (price, id)"));
        await(connection.execute("create view cheap as select id from book where price < 1"));
        await(connection.commit());
    }

    @EngineTest(drivers = Driver.HOSTED)
    void theTablesAndViewsOfTheCurrentSchemaAreNamed(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            createShop(connection);

            assertThat(await(connection.reflection().tableNames()))
                    .extracting(TableName::name)
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .containsExactly("author", "book", "cheap");
            assertThat(await(connection.reflection().tables()))
                    .extracting(Table::kind)
                    .containsExactly(TableKind.TABLE, TableKind.TABLE, TableKind.VIEW);
        }
    }

    @EngineTest(drivers = Driver.HOSTED)
    void aTableTellsItsColumnsAndKeys(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            createShop(connection);
            var book = await(connection.reflection().table("book")).orElseThrow();

            assertThat(book.columns())
                    .extracting(Column::name)
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .containsExactly("id", "edition", "author_id", "price");
            assertThat(book.column("author_id").orElseThrow().nullable()).isTrue();
            var edition = book.column("EDITION").orElseThrow();
            assertThat(edition.nullable()).isFalse();
            assertThat(edition.defaultValue()).hasValue("1");
            assertThat(book.primaryKey().columns())
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .containsExactly("id", "edition");
        }
    }

    @EngineTest(drivers = Driver.HOSTED)
    void aTableTellsWhatItRefersTo(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            createShop(connection);
            var keys =
                    await(connection.reflection().table("book")).orElseThrow().foreignKeys();

            assertThat(keys).singleElement().satisfies(key -> {
                assertThat(key.columns()).singleElement().asString().isEqualToIgnoringCase("author_id");
                assertThat(key.target().name()).isEqualToIgnoringCase("author");
                assertThat(key.targetColumns()).singleElement().asString().isEqualToIgnoringCase("id");
                assertThat(key.onDelete()).isEqualTo(Action.CASCADE);
            });
        }
    }

    @EngineTest(drivers = Driver.HOSTED)
    void aTableTellsItsIndexes(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            createShop(connection);
            var indexes =
                    await(connection.reflection().table("book")).orElseThrow().indexes();

            assertThat(indexes)
                    .filteredOn(index -> index.name().equalsIgnoreCase("book_price"))
                    .singleElement()
                    .satisfies(index -> assertThat(index.columns())
                            .map(name -> name.toLowerCase(Locale.ROOT))
                            .containsExactly("price", "id"))
                    .matches(Index::unique);
        }
    }

    @EngineTest(drivers = Driver.HOSTED)
    void aTableThatIsNotThereIsEmpty(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            createShop(connection);

            assertThat(await(connection.reflection().table("bo_k"))).isEmpty();
            assertThat(await(connection.reflection().table("nowhere", "book"))).isEmpty();
        }
    }

    @EngineTest(
            value = {Database.POSTGRESQL, Database.H2},
            drivers = Driver.HOSTED)
    void tablesOfAnotherSchemaAreFoundThere(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            await(connection.execute("create schema side_shop"));
            await(connection.execute("create table side_shop.till (id int primary key)"));
            await(connection.commit());
            var schemas = await(connection.reflection().schemas());
            var side = schemas.stream()
                    .filter(name -> name.equalsIgnoreCase("side_shop"))
                    .findFirst()
                    .orElseThrow();

            assertThat(await(connection.reflection().tableNames())).isEmpty();
            assertThat(await(connection.reflection().table(side, "till"))).isPresent();
            assertThat(await(connection.reflection().tableNames(side)))
                    .extracting(TableName::toString)
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .isEqualTo(List.of("side_shop.till"));
        }
    }
}
