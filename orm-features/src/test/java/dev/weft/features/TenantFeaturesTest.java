package dev.weft.features;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.SessionOptions;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.hibernate.annotations.TenantId;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;
import org.hibernate.service.UnknownUnwrapTypeException;

/** Several tenants in one table, in a schema each and in a database each. */
@Spec("SE-26")
class TenantFeaturesTest extends Features {
    private static final AtomicReference<String> TENANT = new AtomicReference<>("north");

    /** Who is served now; the tests run one after the other. */
    private static final class Served implements CurrentTenantIdentifierResolver<String> {
        @Override
        public String resolveCurrentTenantIdentifier() {
            return TENANT.get();
        }

        @Override
        public boolean validateExistingCurrentSessions() {
            return false;
        }
    }

    @Override
    Area area() {
        return Area.TENANTS;
    }

    @Override
    SessionOptions options(SessionOptions plain, Database database) {
        return plain.withSetting(AvailableSettings.MULTI_TENANT_IDENTIFIER_RESOLVER, new Served());
    }

    @Entity(name = "Parcel")
    static class Parcel {
        @Id
        int id;

        @TenantId
        String owner;

        String text;

        Parcel() {}

        Parcel(int id, String text) {
            this.id = id;
            this.text = text;
        }
    }

    @Feature("By a column: `@TenantId`")
    void byColumn(Trial trial) {
        TENANT.set("north");
        trial.persist(new Parcel(1, "for north"));
        TENANT.set("south");
        trial.persist(new Parcel(2, "for south"));

        assertThat(trial.count(Parcel.class)).isEqualTo(1);
        assertThat(trial.find(Parcel.class, 1)).isNull();
        assertThat(trial.find(Parcel.class, 2).owner).isEqualTo("south");
        assertThat(trial.sql("select count(*) from Parcel", Long.class)).isEqualTo(2);
    }

    /** Mapped by factories of its own, which know tenants by their connections. */
    private static final class Apart {
        @Entity(name = "Letter")
        static class Letter {
            @Id
            int id;

            String text;

            Letter() {}

            Letter(int id, String text) {
                this.id = id;
                this.text = text;
            }
        }
    }

    private interface Entrance {
        Connection connect(String tenant) throws SQLException;
    }

    /** The connections of each tenant. */
    private record Entrances(Entrance entrance) implements MultiTenantConnectionProvider<String> {
        @Override
        public Connection getAnyConnection() throws SQLException {
            return getConnection("north");
        }

        @Override
        public void releaseAnyConnection(Connection connection) throws SQLException {
            connection.close();
        }

        @Override
        public Connection getConnection(String tenant) throws SQLException {
            return entrance.connect(tenant);
        }

        @Override
        public void releaseConnection(String tenant, Connection connection) throws SQLException {
            connection.close();
        }

        @Override
        public boolean supportsAggressiveRelease() {
            return true;
        }

        @Override
        public boolean isUnwrappableAs(Class<?> type) {
            return type.isInstance(this);
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            if (type.isInstance(this)) {
                return type.cast(this);
            }
            throw new UnknownUnwrapTypeException(type);
        }
    }

    private static void eachHasItsOwn(Trial trial, Entrance entrance) {
        var own = trial.mapping(
                plain -> plain.withSetting(AvailableSettings.MULTI_TENANT_IDENTIFIER_RESOLVER, new Served())
                        .withSetting(AvailableSettings.MULTI_TENANT_CONNECTION_PROVIDER, new Entrances(entrance))
                        .withSetting(AvailableSettings.CONNECTION_PROVIDER_DISABLES_AUTOCOMMIT, false),
                Apart.Letter.class);
        TENANT.set("north");
        own.persist(new Apart.Letter(1, "to north"));
        TENANT.set("south");
        own.persist(new Apart.Letter(1, "to south"), new Apart.Letter(2, "to south too"));

        assertThat(own.find(Apart.Letter.class, 1).text).isEqualTo("to south");
        TENANT.set("north");
        assertThat(own.find(Apart.Letter.class, 1).text).isEqualTo("to north");
        assertThat(own.find(Apart.Letter.class, 2)).isNull();
    }

    private static void run(AsyncEngine engine, String... statements) {
        for (var sql : statements) {
            await(engine.begin(connection -> connection.execute(sql)));
        }
    }

    @Feature("By schema")
    void bySchema(Trial trial) {
        var engine = trial.station().engine();
        if (trial.on(Database.SQLITE)) {
            trial.refused("no schemas", () -> run(engine, "create schema north"));
            return;
        }
        for (var tenant : List.of("north", "south")) {
            run(
                    engine,
                    "create schema " + schema(trial, tenant),
                    "create table " + schema(trial, tenant) + ".Letter (id int primary key, text varchar(20))");
        }
        eachHasItsOwn(trial, tenant -> {
            var connection = engine.dataSource().getConnection();
            if (trial.on(Database.MARIADB)) {
                connection.setCatalog(schema(trial, tenant));
            } else {
                connection.setSchema(trial.on(Database.H2) ? tenant.toUpperCase(Locale.ROOT) : tenant);
            }
            return connection;
        });
    }

    /** In MariaDB schemas are databases, whose names are the whole server's. */
    private static String schema(Trial trial, String tenant) {
        return trial.on(Database.MARIADB)
                ? trial.station().engine().url().database().orElseThrow() + "_" + tenant
                : tenant;
    }

    @Feature("By database")
    void byDatabase(Trial trial) {
        var engines = Map.of(
                "north",
                trial.station().engine(),
                "south",
                trial.station().engine(trial.station().furtherUrl()));
        engines.values().forEach(engine -> run(engine, "create table Letter (id int primary key, text varchar(20))"));
        eachHasItsOwn(trial, tenant -> engines.get(tenant).dataSource().getConnection());
    }
}
