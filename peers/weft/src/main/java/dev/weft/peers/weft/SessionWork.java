package dev.weft.peers.weft;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.AsyncSessionMaker;
import dev.weft.hibernate.SessionOptions;
import dev.weft.peers.workload.Operation;
import dev.weft.peers.workload.Rows;
import dev.weft.peers.workload.Workload;
import dev.weft.peers.workload.model.Author;
import dev.weft.peers.workload.model.Book;
import dev.weft.peers.workload.model.Note;
import org.hibernate.cfg.AvailableSettings;

/**
 * The operations of asynchronous sessions.
 *
 * @param sessions makes a session for each
 */
record SessionWork(AsyncSessionMaker sessions) implements AutoCloseable {
    static SessionWork on(AsyncEngine engine) {
        return new SessionWork(AsyncSessionMaker.create(
                engine,
                SessionOptions.defaults()
                        .withSetting(AvailableSettings.PREFERRED_POOLED_OPTIMIZER, Note.OPTIMIZER)
                        .withSetting(AvailableSettings.STATEMENT_BATCH_SIZE, Rows.AT_A_TIME),
                Author.class,
                Book.class,
                Note.class));
    }

    Operation of(Workload workload) {
        return switch (workload) {
            case FIND ->
                (Operation.Async) (number, completion) -> {
                    var id = Rows.author(number);
                    StatementWork.tell(
                            sessions.withSession(session -> session.find(Author.class, id))
                                    .thenApply(author -> Rows.check(id, author)),
                            completion);
                };
            case UPDATE ->
                (Operation.Async) (number, completion) -> {
                    var id = Rows.author(number);
                    StatementWork.tell(
                            sessions.begin(session -> session.find(Author.class, id)
                                    .thenAccept(author -> Rows.check(id, author).revise())),
                            completion);
                };
            case INSERT ->
                (Operation.Async) (_, completion) -> StatementWork.tell(
                        sessions.begin(
                                session -> session.persistAll(Note.batch().toArray())),
                        completion);
            case JOIN_FETCH ->
                (Operation.Async) (number, completion) -> {
                    var id = Rows.author(number);
                    StatementWork.tell(
                            sessions.withSession(session -> session.createSelectionQuery(Rows.JOIN_FETCH, Author.class)
                                            .setParameter("id", id)
                                            .getSingleResult())
                                    .thenAccept(author -> Rows.checkWhole(id, author)),
                            completion);
                };
            default -> throw new IllegalArgumentException("not a workload of sessions: " + workload);
        };
    }

    @Override
    public void close() {
        sessions.aclose().join();
    }
}
