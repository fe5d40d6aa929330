package dev.weft.thirdparty;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring JDBC and its transactions, which it binds to the thread. */
@Spec("EN-5")
class JdbcTemplateTest {
    private record Book(int id, String title) {}

    private static JdbcTemplate withBooks(AsyncEngine engine, Database database) {
        var jdbc = new JdbcTemplate(engine.dataSource());
        jdbc.execute("create table book (" + Tables.identity(database) + ", title varchar(50) not null unique)");
        return jdbc;
    }

    private static List<String> titles(JdbcTemplate jdbc) {
        return jdbc.queryForList("select title from book order by title", String.class);
    }

    @GuestTest
    void queriesBatchesAndGeneratedKeysWork(AsyncEngine engine, Database database) {
        var jdbc = withBooks(engine, database);
        var keys = new GeneratedKeyHolder();
        jdbc.update(
                connection -> {
                    var insert =
                            connection.prepareStatement("insert into book (title) values (?)", new String[] {"id"});
                    insert.setString(1, "one");
                    return insert;
                },
                keys);
        var second = new SimpleJdbcInsert(jdbc)
                .withTableName("book")
                .usingGeneratedKeyColumns("id")
                .executeAndReturnKey(Map.of("title", "two"));
        var counts = jdbc.batchUpdate(
                "insert into book (title) values (?)",
                List.of("three", "four", "five"),
                2,
                (insert, title) -> insert.setString(1, title));

        assertThat(keys.getKey()).isNotNull().extracting(Number::intValue).isEqualTo(1);
        assertThat(second.intValue()).isEqualTo(2);
        assertThat(counts).isDeepEqualTo(new int[][] {{1, 1}, {1}});
        assertThat(jdbc.query(
                        "select id, title from book where id < ? order by id",
                        (row, number) -> new Book(row.getInt("id"), row.getString("title")),
                        3))
                .containsExactly(new Book(1, "one"), new Book(2, "two"));
        assertThat(new NamedParameterJdbcTemplate(jdbc)
                        .queryForObject(
                                "select count(*) from book where title in (:titles)",
                                Map.of("titles", List.of("one", "five", "six")),
                                Integer.class))
                .isEqualTo(2);
        try (var stream = jdbc.queryForStream("select title from book", (row, number) -> row.getString(1))) {
            assertThat(stream).hasSize(5);
        }
        // Spring knows the errors of SQLite by no name
        assertThatThrownBy(() -> jdbc.update("insert into book (title) values ('one')"))
                .isInstanceOf(
                        database == Database.SQLITE ? UncategorizedSQLException.class : DuplicateKeyException.class);
    }

    @GuestTest
    void transactionsRollBackAndNestWithSavepoints(AsyncEngine engine, Database database) {
        var jdbc = withBooks(engine, database);
        var manager = new JdbcTransactionManager(engine.dataSource());
        var outer = new TransactionTemplate(manager);
        var inner = new TransactionTemplate(manager);
        inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        var failure = new IllegalStateException("no");

        outer.executeWithoutResult(transaction -> {
            jdbc.update("insert into book (title) values ('kept')");
            inner.executeWithoutResult(nested -> {
                jdbc.update("insert into book (title) values ('undone')");
                nested.setRollbackOnly();
            });
            inner.executeWithoutResult(nested -> jdbc.update("insert into book (title) values ('nested')"));
            assertThat(engine.status().inUse()).isEqualTo(1);
        });
        assertThatThrownBy(() -> outer.executeWithoutResult(transaction -> {
                    jdbc.update("insert into book (title) values ('lost')");
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(titles(jdbc)).containsExactly("kept", "nested");
    }

    /** Not SQLite, where one connection writes at a time. */
    @EngineTest(except = Database.SQLITE, drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Timeout(60)
    void eachAwaitletHasATransactionOfItsOwn(AsyncEngine engine, Database database) {
        var jdbc = withBooks(engine, database);
        var template = new TransactionTemplate(new JdbcTransactionManager(engine.dataSource()));
        var missing = new AtomicInteger(4);
        var allWrote = new CompletableFuture<Boolean>();

        var writers = IntStream.range(0, 4)
                .mapToObj(number -> async(() -> template.execute(transaction -> {
                    jdbc.update("insert into book (title) values (?)", "book " + number);
                    var seen = jdbc.queryForObject("select count(*) from book", Integer.class);
                    if (missing.decrementAndGet() == 0) {
                        allWrote.complete(true);
                    }
                    await(allWrote);
                    if (number % 2 == 1) {
                        transaction.setRollbackOnly();
                    }
                    return seen;
                })))
                .toList();

        assertThat(writers).extracting(writer -> await(writer)).containsOnly(1);
        assertThat(titles(jdbc)).containsExactly("book 0", "book 2");
    }

    @GuestTest
    @Spec("EN-39")
    void aCancelledTransactionLeavesNothing(AsyncEngine engine, Database database) {
        var halfWay = HalfWay.on(engine, database);
        var jdbc = withBooks(engine, database);
        var template = new TransactionTemplate(new JdbcTransactionManager(engine.dataSource()));

        halfWay.cancel(() -> template.executeWithoutResult(transaction -> {
            jdbc.update("insert into book (title) values ('half')");
            jdbc.queryForList(halfWay.statement());
        }));

        assertThat(titles(jdbc)).isEmpty();
        template.executeWithoutResult(transaction -> jdbc.update("insert into book (title) values ('whole')"));
        assertThat(titles(jdbc)).containsExactly("whole");
    }
}
