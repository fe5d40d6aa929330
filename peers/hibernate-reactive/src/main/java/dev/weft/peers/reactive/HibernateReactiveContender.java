package dev.weft.peers.reactive;

import dev.weft.peers.Peer;
import dev.weft.peers.Target;
import dev.weft.peers.workload.Client;
import dev.weft.peers.workload.Completion;
import dev.weft.peers.workload.Contender;
import dev.weft.peers.workload.ContenderProgram;
import dev.weft.peers.workload.Operation;
import dev.weft.peers.workload.Rows;
import dev.weft.peers.workload.Workload;
import dev.weft.peers.workload.model.Author;
import dev.weft.peers.workload.model.Book;
import dev.weft.peers.workload.model.Note;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.io.IOException;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.vertx.VertxInstance;
import org.hibernate.reactive.vertx.impl.ProvidedVertxInstance;

/** Hibernate Reactive, each task on an event loop. */
final class HibernateReactiveContender implements Contender {
    public static void main(String[] arguments) throws IOException {
        ContenderProgram.main(new HibernateReactiveContender());
    }

    @Override
    public Set<Workload> workloads() {
        return Set.of(Workload.FIND, Workload.UPDATE, Workload.INSERT, Workload.JOIN_FETCH, Workload.CANCEL);
    }

    @Override
    public Client open(Workload workload, Target target, int rows) {
        var vertx = Vertx.vertx();
        var configuration = HibernateReactivePeer.configuration(target)
                .addAnnotatedClass(Author.class)
                .addAnnotatedClass(Book.class)
                .addAnnotatedClass(Note.class)
                .setProperty("hibernate.jdbc.batch_size", Integer.toString(Rows.AT_A_TIME));
        var sessions = HibernateReactivePeer.factory(
                configuration, services -> services.addService(VertxInstance.class, new ProvidedVertxInstance(vertx)));
        return new Client(
                operation(workload, sessions),
                task -> ((VertxInternal) vertx).createEventLoopContext().runOnContext(_ -> task.run()),
                () -> {
                    sessions.close();
                    vertx.close().toCompletionStage().toCompletableFuture().join();
                });
    }

    private static Operation operation(Workload workload, Mutiny.SessionFactory sessions) {
        return switch (workload) {
            case FIND ->
                (Operation.Async) (number, completion) -> {
                    var id = Rows.author(number);
                    tell(
                            sessions.withSession(session -> session.find(Author.class, id))
                                    .invoke(author -> Rows.check(id, author)),
                            completion);
                };
            case UPDATE ->
                (Operation.Async) (number, completion) -> {
                    var id = Rows.author(number);
                    tell(
                            sessions.withTransaction(session -> session.find(Author.class, id)
                                    .invoke(author -> Rows.check(id, author).revise())),
                            completion);
                };
            case INSERT ->
                (Operation.Async) (_, completion) -> tell(
                        sessions.withTransaction(
                                session -> session.persistAll(Note.batch().toArray())),
                        completion);
            case JOIN_FETCH ->
                (Operation.Async) (number, completion) -> {
                    var id = Rows.author(number);
                    tell(
                            sessions.withSession(session -> session.createSelectionQuery(Rows.JOIN_FETCH, Author.class)
                                            .setParameter("id", id)
                                            .getSingleResult())
                                    .invoke(author -> Rows.checkWhole(id, author)),
                            completion);
                };
            default -> throw new IllegalArgumentException("not a workload of sessions: " + workload);
        };
    }

    private static void tell(Uni<?> work, Completion completion) {
        work.subscribe().with(_ -> completion.ended(null), completion::ended);
    }

    @Override
    public Peer peer(Target target) {
        return new HibernateReactivePeer(target);
    }
}
