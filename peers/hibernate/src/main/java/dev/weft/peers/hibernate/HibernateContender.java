package dev.weft.peers.hibernate;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.weft.peers.Target;
import dev.weft.peers.workload.Client;
import dev.weft.peers.workload.Contender;
import dev.weft.peers.workload.ContenderProgram;
import dev.weft.peers.workload.Operation;
import dev.weft.peers.workload.Rows;
import dev.weft.peers.workload.Workload;
import dev.weft.peers.workload.model.Author;
import dev.weft.peers.workload.model.Book;
import dev.weft.peers.workload.model.Note;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;

/** Hibernate ORM on pgjdbc in HikariCP, a thread for each task. */
enum HibernateContender implements Contender {
    /** On virtual threads. */
    VIRTUAL,
    /** On platform threads. */
    PLATFORM;

    public static void main(String[] arguments) throws IOException {
        ContenderProgram.main(valueOf(arguments[0]));
    }

    @Override
    public Set<Workload> workloads() {
        return Set.of(Workload.FIND, Workload.UPDATE, Workload.INSERT, Workload.JOIN_FETCH);
    }

    @Override
    public Client open(Workload workload, Target target, int rows) {
        var pool = pool(target);
        var sessions = factory(pool);
        var operation = operation(workload, sessions);
        if (this == VIRTUAL) {
            Executor tasks = task -> Thread.ofVirtual().start(task);
            return new Client(operation, tasks, () -> {
                sessions.close();
                pool.close();
            });
        }
        var threads = Executors.newCachedThreadPool();
        return new Client(operation, threads, () -> {
            threads.shutdownNow();
            sessions.close();
            pool.close();
        });
    }

    private static HikariDataSource pool(Target target) {
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://%s:%d/%s".formatted(target.host(), target.port(), target.database()));
        config.setUsername(target.user());
        config.setPassword(target.password());
        config.addDataSourceProperty("ApplicationName", target.application());
        config.setMaximumPoolSize(target.connections());
        config.setConnectionTimeout(target.acquireTimeout().toMillis());
        return new HikariDataSource(config);
    }

    private static SessionFactory factory(HikariDataSource pool) {
        var configuration = new Configuration()
                .addAnnotatedClass(Author.class)
                .addAnnotatedClass(Book.class)
                .addAnnotatedClass(Note.class)
                .setProperty(AvailableSettings.PREFERRED_POOLED_OPTIMIZER, Note.OPTIMIZER)
                .setProperty(AvailableSettings.STATEMENT_BATCH_SIZE, Rows.AT_A_TIME);
        configuration.getProperties().put(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, pool);
        return configuration.buildSessionFactory();
    }

    private static Operation operation(Workload workload, SessionFactory sessions) {
        return switch (workload) {
            case FIND ->
                (Operation.Blocking) number -> {
                    var id = Rows.author(number);
                    sessions.inSession(session -> Rows.check(id, session.find(Author.class, id)));
                };
            case UPDATE ->
                (Operation.Blocking) number -> {
                    var id = Rows.author(number);
                    sessions.inTransaction(session ->
                            Rows.check(id, session.find(Author.class, id)).revise());
                };
            case INSERT ->
                (Operation.Blocking)
                        _ -> sessions.inTransaction(session -> Note.batch().forEach(session::persist));
            case JOIN_FETCH ->
                (Operation.Blocking) number -> {
                    var id = Rows.author(number);
                    sessions.inSession(session -> Rows.checkWhole(
                            id,
                            session.createSelectionQuery(Rows.JOIN_FETCH, Author.class)
                                    .setParameter("id", id)
                                    .getSingleResult()));
                };
            default -> throw new IllegalArgumentException("not a workload of sessions: " + workload);
        };
    }
}
