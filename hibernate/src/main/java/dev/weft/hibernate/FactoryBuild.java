package dev.weft.hibernate;

import dev.weft.awaitlet.WeftException;
import dev.weft.engine.AsyncEngine;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.engine.jdbc.dialect.spi.DatabaseMetaDataDialectResolutionInfoAdapter;
import org.hibernate.engine.jdbc.dialect.spi.DialectResolver;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.resource.jdbc.spi.PhysicalConnectionHandlingMode;
import org.jspecify.annotations.Nullable;

/**
 * The building of a session factory over an engine, to be called in an awaitlet: Hibernate asks the database which one
 * it is.
 *
 * @param engine where the connections come from
 * @param options Hibernate's settings
 * @param entities the mapped classes
 */
record FactoryBuild(AsyncEngine engine, SessionOptions options, List<Class<?>> entities) implements Callable<Orm> {
    @Override
    public Orm call() throws SQLException {
        var registry =
                new StandardServiceRegistryBuilder().applySettings(settings()).build();
        try {
            requireDialect(registry);
            var sources = new MetadataSources(registry);
            entities.forEach(sources::addAnnotatedClass);
            var factory = (SessionFactoryImplementor) sources.buildMetadata().buildSessionFactory();
            return Orm.over(factory, connections(registry, factory));
        } catch (Throwable failure) {
            StandardServiceRegistryBuilder.destroy(registry);
            throw failure;
        }
    }

    /** Null where a user's setting says how connections are had. */
    private @Nullable SessionConnections connections(
            StandardServiceRegistry registry, SessionFactoryImplementor factory) {
        if (!(registry.getService(ConnectionProvider.class) instanceof EngineConnections ours)) {
            return null;
        }
        ours.built();
        var settings = options.settings();
        return settings.containsKey(AvailableSettings.CONNECTION_HANDLING)
                        || settings.containsKey(AvailableSettings.CONNECTION_PROVIDER_DISABLES_AUTOCOMMIT)
                ? null
                : SessionConnections.of(factory, engine.dataSource(), keepsWrites());
    }

    /** Whether Hibernate writes outside of transactions too. */
    private boolean keepsWrites() {
        var setting = options.settings().get(AvailableSettings.ALLOW_UPDATE_OUTSIDE_TRANSACTION);
        return setting != null && Boolean.parseBoolean(setting.toString());
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<String, Object>();
        settings.put(
                AvailableSettings.CONNECTION_HANDLING,
                PhysicalConnectionHandlingMode.DELAYED_ACQUISITION_AND_RELEASE_AFTER_TRANSACTION);
        settings.put(AvailableSettings.HBM2DDL_HALT_ON_ERROR, true);
        settings.put(AvailableSettings.LOG_JDBC_ERRORS, false); // each is thrown, cancels among them
        settings.putAll(options.settings());
        settings.putIfAbsent(
                AvailableSettings.CONNECTION_PROVIDER, new EngineConnections(engine.dataSource(), keepsWrites()));
        settings.putIfAbsent(AvailableSettings.CONNECTION_PROVIDER_DISABLES_AUTOCOMMIT, !keepsWrites());
        return settings;
    }

    /**
     * Tells what is missing before Hibernate finds out. It would also build a factory for an unreachable database, from
     * guesses; here the failure to connect is the failure of the build.
     */
    private void requireDialect(StandardServiceRegistry registry) throws SQLException {
        if (options.settings().containsKey(AvailableSettings.DIALECT)
                || options.settings().containsKey(AvailableSettings.ALLOW_METADATA_ON_BOOT)) {
            return;
        }
        try (var connection = engine.dataSource().getConnection()) {
            var database = connection.getMetaData();
            var resolver = registry.requireService(DialectResolver.class);
            if (resolver.resolveDialect(new DatabaseMetaDataDialectResolutionInfoAdapter(database)) == null) {
                throw new DialectMissing(
                        database.getDatabaseProductName() + " " + database.getDatabaseProductVersion());
            }
        } catch (SQLException failure) {
            if (failure.getCause() instanceof WeftException ours) {
                throw ours;
            }
            throw failure;
        }
    }
}
