package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.shop.Author;
import dev.weft.hibernate.shop.Book;
import dev.weft.hibernate.shop.Shelf;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/** A session maker over the tables of a book shop, empty at first, and the SQL that it runs. */
final class Shop implements AutoCloseable {
    private final AsyncSessionMaker sessions;
    private final Log log;

    private Shop(AsyncSessionMaker sessions, Log log) {
        this.sessions = sessions;
        this.log = log;
    }

    static Shop open(AsyncEngine engine) {
        return open(engine, SessionOptions.defaults());
    }

    static Shop open(AsyncEngine engine, SessionOptions options) {
        var log = new Log(new CopyOnWriteArrayList<>());
        var shop = new Shop(
                AsyncSessionMaker.create(
                        engine,
                        options.withSetting(AvailableSettings.STATEMENT_INSPECTOR, log),
                        Author.class,
                        Book.class,
                        Shelf.class),
                log);
        await(shop.sessions.createSchema());
        return shop;
    }

    /** The statements prepared, in order. */
    private record Log(List<String> statements) implements StatementInspector {
        @Override
        public String inspect(String sql) {
            statements.add(sql);
            return sql;
        }
    }

    AsyncSessionMaker sessions() {
        return sessions;
    }

    /** The statements since the last call. */
    List<String> statements() {
        var all = List.copyOf(log.statements);
        log.statements.clear();
        return all;
    }

    /** An author in the database. */
    long author(String name, String... titles) {
        var author = new Author(name, titles);
        await(sessions.begin(session -> session.persist(author)));
        var _ = statements();
        return author.getId();
    }

    /**
     * Shelves 1 to a number, in rooms a and b by turns, the first with no book and each with one more than the last.
     */
    void shelves(int count) {
        await(sessions.begin(session -> session.persistAll(IntStream.rangeClosed(1, count)
                .mapToObj(id -> new Shelf(id, id % 2 == 1 ? "a" : "b", id, id - 1))
                .toArray())));
        var _ = statements();
    }

    /** An author of a session, who is there. */
    static Author find(AsyncSession session, long id) {
        return Objects.requireNonNull(await(session.find(Author.class, id)));
    }

    /** An author after the session that read it was closed. */
    Author detached(long id) {
        return await(
                sessions.withSession(session -> session.find(Author.class, id).thenApply(Objects::requireNonNull)));
    }

    /** The number of rows of an entity that a new session sees. */
    long count(Class<?> entity) {
        return await(sessions.withSession(session ->
                session.createSelectionQuery("from " + entity.getName(), entity).getResultCount()));
    }

    @Override
    public void close() {
        sessions.close();
    }
}
