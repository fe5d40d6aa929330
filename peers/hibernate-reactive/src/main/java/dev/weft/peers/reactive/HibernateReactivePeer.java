package dev.weft.peers.reactive;

import dev.weft.peers.Call;
import dev.weft.peers.Peer;
import dev.weft.peers.PeerProgram;
import dev.weft.peers.Target;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.Configuration;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.provider.ReactiveServiceRegistryBuilder;

/** Hibernate Reactive: each call in a session of its own, given up by cancelling its {@code Uni}. */
final class HibernateReactivePeer implements Peer {
    private final Mutiny.SessionFactory factory;

    HibernateReactivePeer(Target target) {
        factory = factory(configuration(target), _ -> {});
    }

    static Configuration configuration(Target target) {
        return new Configuration()
                .setProperty(
                        "hibernate.connection.url",
                        "postgresql://%s:%d/%s?application_name=%s"
                                .formatted(target.host(), target.port(), target.database(), target.application()))
                .setProperty("hibernate.connection.username", target.user())
                .setProperty("hibernate.connection.password", target.password())
                .setProperty("hibernate.connection.pool_size", Integer.toString(target.connections()))
                .setProperty(
                        "hibernate.vertx.pool.connect_timeout",
                        Long.toString(target.acquireTimeout().toMillis()));
    }

    static Mutiny.SessionFactory factory(
            Configuration configuration, Consumer<StandardServiceRegistryBuilder> services) {
        var builder = new ReactiveServiceRegistryBuilder().applySettings(configuration.getProperties());
        services.accept(builder);
        return configuration.buildSessionFactory(builder.build()).unwrap(Mutiny.SessionFactory.class);
    }

    public static void main(String[] arguments) throws IOException {
        PeerProgram.main(HibernateReactivePeer::new);
    }

    @Override
    public Call ask(String sql) {
        return call(factory.withSession(session -> number(session, sql)));
    }

    @Override
    public Call idle(Runnable waits) {
        return call(factory.withTransaction(session -> number(session, "select cast(1 as bigint)")
                .invoke(waits)
                .chain(_ -> Uni.createFrom().nothing())));
    }

    private static Uni<Long> number(Mutiny.Session session, String sql) {
        return session.createNativeQuery(sql, Long.class).getSingleResult();
    }

    private static Call call(Uni<Long> work) {
        CompletableFuture<Long> answer = work.subscribeAsCompletionStage();
        return Call.of(answer);
    }

    @Override
    public void close() {
        factory.close();
    }
}
