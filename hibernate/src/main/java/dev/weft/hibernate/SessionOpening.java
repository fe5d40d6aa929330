package dev.weft.hibernate;

import java.util.function.Consumer;
import javax.sql.DataSource;
import org.hibernate.engine.creation.CommonBuilder;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.StatelessSessionImplementor;
import org.jspecify.annotations.Nullable;

/**
 * How a maker opens its sessions.
 *
 * @param setup what is asked of each, or null
 * @param connections where they have their connections from, or null for those of their factory
 */
record SessionOpening(
        @Nullable Consumer<? super CommonBuilder> setup,
        @Nullable DataSource connections) {
    /** As the factory does it. */
    static final SessionOpening PLAIN = new SessionOpening(null, null);

    SessionOpening and(Consumer<? super CommonBuilder> more) {
        var before = setup;
        Consumer<CommonBuilder> both = builder -> {
            if (before != null) {
                before.accept(builder);
            }
            more.accept(builder);
        };
        return new SessionOpening(both, connections);
    }

    SessionOpening on(DataSource others) {
        return new SessionOpening(setup, others);
    }

    /** What a session is given to connect by; null if it asks its factory. */
    @Nullable
    RoutedConnection route(SessionKind<?> kind, Orm orm) {
        return connections == null ? kind.route(orm) : new RoutedConnection(connections, true, true);
    }

    SessionImplementor session(SessionFactoryImplementor factory, @Nullable RoutedConnection route) {
        if (setup == null && route == null) {
            return factory.openSession();
        }
        var builder = factory.withOptions();
        ask(builder, route);
        return builder.openSession();
    }

    StatelessSessionImplementor stateless(SessionFactoryImplementor factory, @Nullable RoutedConnection route) {
        if (setup == null && route == null) {
            return (StatelessSessionImplementor) factory.openStatelessSession();
        }
        var builder = factory.withStatelessOptions();
        ask(builder, route);
        return (StatelessSessionImplementor) builder.openStatelessSession();
    }

    private void ask(CommonBuilder builder, @Nullable RoutedConnection route) {
        if (route != null && connections == null) {
            builder.connection(route.proxy()); // before the setup, which may bring a connection of its own
        }
        if (setup != null) {
            setup.accept(builder);
        }
        if (route != null && connections != null) {
            builder.connection(route.proxy());
        }
    }
}
