package dev.weft.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transaction;
import org.jdbi.v3.sqlobject.transaction.Transactional;

/** Jdbi: its fluent calls, its SQL objects, and the transactions of its handles. */
@Spec("EN-5")
class JdbiTest {
    /** A row. */
    public record Book(int id, String title) {}

    /** An SQL object. */
    public interface Books extends Transactional<Books> {
        @SqlUpdate("insert into book (title) values (:title)")
        @GetGeneratedKeys("id")
        int insert(@Bind("title") String title);

        @SqlBatch("insert into book (title) values (:title)")
        int[] insertAll(@Bind("title") List<String> title);

        @SqlQuery("select id, title from book where title like :like order by id")
        List<Book> like(@Bind("like") String like);

        @Transaction
        default void insertTwoAndFail(RuntimeException failure) {
            insert("lost");
            insertAll(List.of("lost too"));
            throw failure;
        }
    }

    private static Jdbi withBooks(AsyncEngine engine, Database database) {
        var jdbi = Jdbi.create(engine.dataSource())
                .installPlugin(new SqlObjectPlugin())
                .registerRowMapper(ConstructorMapper.factory(Book.class));
        jdbi.useHandle(handle -> handle.execute(
                "create table book (" + Tables.identity(database) + ", title varchar(50) not null unique)"));
        return jdbi;
    }

    private static List<String> titles(Jdbi jdbi) {
        return jdbi.withHandle(handle -> handle.createQuery("select title from book order by title")
                .mapTo(String.class)
                .list());
    }

    @GuestTest
    void sqlObjectsAndFluentCallsWork(AsyncEngine engine, Database database) {
        var jdbi = withBooks(engine, database);
        var books = jdbi.onDemand(Books.class);
        var first = books.insert("one");
        var counts = books.insertAll(List.of("two", "three"));

        assertThat(first).isEqualTo(1);
        assertThat(counts).containsExactly(1, 1);
        assertThat(books.like("t%")).containsExactly(new Book(2, "two"), new Book(3, "three"));
        assertThat(jdbi.<List<Integer>, RuntimeException>withHandle(
                        handle -> handle.createQuery("select id from book where title in (<titles>) order by id")
                                .bindList("titles", List.of("one", "three"))
                                .mapTo(Integer.class)
                                .list()))
                .containsExactly(1, 3);
    }

    @GuestTest
    void transactionsRollBackAlsoToSavepoints(AsyncEngine engine, Database database) {
        var jdbi = withBooks(engine, database);
        var failure = new IllegalStateException("no");

        jdbi.useTransaction(handle -> {
            insert(handle, "kept");
            handle.savepoint("here");
            insert(handle, "undone");
            handle.rollbackToSavepoint("here");
        });
        assertThatThrownBy(() -> jdbi.useExtension(Books.class, books -> books.insertTwoAndFail(failure)))
                .isSameAs(failure);

        assertThat(titles(jdbi)).containsExactly("kept");
    }

    @GuestTest
    @Spec("EN-39")
    void aCancelledTransactionLeavesNothing(AsyncEngine engine, Database database) {
        var halfWay = HalfWay.on(engine, database);
        var jdbi = withBooks(engine, database);

        halfWay.cancel(() -> jdbi.useTransaction(handle -> {
            insert(handle, "half");
            handle.createQuery(halfWay.statement()).mapToMap().list();
        }));

        assertThat(titles(jdbi)).isEmpty();
        jdbi.useTransaction(handle -> insert(handle, "whole"));
        assertThat(titles(jdbi)).containsExactly("whole");
    }

    private static void insert(Handle handle, String title) {
        handle.execute("insert into book (title) values (?)", title);
    }
}
