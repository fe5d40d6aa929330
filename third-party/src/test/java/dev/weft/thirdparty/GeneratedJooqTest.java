package dev.weft.thirdparty;

import static dev.weft.thirdparty.generated.Tables.AUTHOR;
import static dev.weft.thirdparty.generated.Tables.BOOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.count;

import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.thirdparty.generated.tables.daos.AuthorDao;
import dev.weft.thirdparty.generated.tables.pojos.Author;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderNameCase;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** jOOQ on its own, without module jooq, by classes that are generated from the schema. */
@Spec("EN-5")
class GeneratedJooqTest {
    private static DSLContext withTables(AsyncEngine engine, Database database) {
        var dialect = switch (database) {
            case SQLITE -> SQLDialect.SQLITE;
            case H2 -> SQLDialect.H2;
            case POSTGRESQL -> SQLDialect.POSTGRES;
            case MARIADB -> SQLDialect.MARIADB;
        };
        // the schema was read from H2, which spells its names in capitals
        var names = new Settings()
                .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
                .withRenderNameCase(RenderNameCase.LOWER);
        var jooq = DSL.using(engine.dataSource(), dialect, names);
        for (var statement : script().split(";", -1)) {
            if (!statement.isBlank()) {
                jooq.execute(statement);
            }
        }
        return jooq;
    }

    private static String script() {
        try (var script = GeneratedJooqTest.class.getResourceAsStream("/jooq/schema.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void insert(DSLContext jooq, int id, String name) {
        jooq.insertInto(AUTHOR, AUTHOR.ID, AUTHOR.NAME).values(id, name).execute();
    }

    @GuestTest
    void recordsJoinsAndDaosWork(AsyncEngine engine, Database database) {
        var jooq = withTables(engine, database);
        insert(jooq, 1, "ann");
        var authors = new AuthorDao(jooq.configuration());
        authors.insert(new Author(2, "bob"));
        var record = jooq.newRecord(BOOK);
        record.setId(1);
        record.setAuthorId(2);
        record.setTitle("first");
        record.setPublished(LocalDate.of(2024, 2, 29));
        record.store();
        var counts = jooq.batch(
                        jooq.insertInto(BOOK, BOOK.ID, BOOK.AUTHOR_ID, BOOK.TITLE)
                                .values(2, 2, "second"),
                        jooq.insertInto(BOOK, BOOK.ID, BOOK.AUTHOR_ID, BOOK.TITLE)
                                .values(3, 1, "third"))
                .execute();

        assertThat(counts).containsExactly(1, 1);
        assertThat(authors.fetchOneById(2)).isEqualTo(new Author(2, "bob"));
        assertThat(jooq.select(BOOK.TITLE, BOOK.author().NAME)
                        .from(BOOK)
                        .orderBy(BOOK.ID)
                        .fetch(row -> row.value1() + " by " + row.value2()))
                .containsExactly("first by bob", "second by bob", "third by ann");
        assertThat(jooq.select(AUTHOR.NAME, count())
                        .from(AUTHOR)
                        .join(BOOK)
                        .on(BOOK.AUTHOR_ID.eq(AUTHOR.ID))
                        .groupBy(AUTHOR.NAME)
                        .fetchMap(AUTHOR.NAME, count()))
                .containsEntry("ann", 1)
                .containsEntry("bob", 2);
        try (var books = jooq.selectFrom(BOOK).orderBy(BOOK.ID).fetchLazy()) {
            assertThat(books.fetchNext().getPublished()).isEqualTo(LocalDate.of(2024, 2, 29));
        }
    }

    @GuestTest
    void transactionsRollBackAndNest(AsyncEngine engine, Database database) {
        var jooq = withTables(engine, database);
        var failure = new IllegalStateException("no");

        jooq.transaction(outer -> {
            insert(outer.dsl(), 1, "kept");
            assertThatThrownBy(() -> outer.dsl().transaction(inner -> {
                        insert(inner.dsl(), 2, "undone");
                        throw failure;
                    }))
                    .isSameAs(failure);
        });
        assertThatThrownBy(() -> jooq.transaction(outer -> {
                    insert(outer.dsl(), 3, "lost");
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(jooq.fetchValues(AUTHOR.NAME)).isEqualTo(List.of("kept"));
    }

    @GuestTest
    @Spec("EN-39")
    void aCancelledTransactionLeavesNothing(AsyncEngine engine, Database database) {
        var halfWay = HalfWay.on(engine, database);
        var jooq = withTables(engine, database);

        halfWay.cancel(() -> jooq.transaction(transaction -> {
            insert(transaction.dsl(), 1, "half");
            transaction.dsl().fetch(halfWay.statement());
        }));

        assertThat(jooq.fetchCount(AUTHOR)).isZero();
        jooq.transaction(transaction -> insert(transaction.dsl(), 2, "whole"));
        assertThat(jooq.fetchValues(AUTHOR.NAME)).isEqualTo(List.of("whole"));
    }
}
