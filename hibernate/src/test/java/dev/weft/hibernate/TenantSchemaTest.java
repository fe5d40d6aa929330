package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.EngineTest;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.context.spi.TenantSchemaMapper;

/** What a session asks of each connection that it uses: the schema of its tenant, or that it only reads. */
@Spec("SE-11")
class TenantSchemaTest {
    @Entity(name = "Memo")
    static class Memo {
        @Id
        private int id;

        Memo() {}

        Memo(int id) {
            this.id = id;
        }
    }

    /** A schema for each tenant, of the same name. */
    private static final class SameName implements TenantSchemaMapper<String> {
        @Override
        public String schemaName(String tenant) {
            return tenant;
        }
    }

    private static AsyncSessionMaker sessions(AsyncEngine engine) {
        for (var schema : List.of("north", "south")) {
            await(engine.begin(connection -> connection
                    .execute("create schema " + schema)
                    .thenCompose(_ -> connection.execute("create table " + schema + ".Memo (id int primary key)"))));
        }
        return AsyncSessionMaker.create(
                engine,
                SessionOptions.defaults().withSetting(AvailableSettings.MULTI_TENANT_SCHEMA_MAPPER, new SameName()),
                Memo.class);
    }

    @EngineTest(except = {Database.SQLITE, Database.MARIADB})
    void eachTenantSeesItsOwnSchemaOnly(AsyncEngine engine) {
        try (var sessions = sessions(engine)) {
            var north = sessions.forTenant("north");
            var south = sessions.forTenant("south");
            await(north.begin(session -> session.persist(new Memo(1))));

            assertThat(find(north)).isPresent();
            assertThat(find(south)).isEmpty();
            assertThat(find(south.on(engine))).as("through a view of an engine").isEmpty();
            assertThat(find(north.on(engine))).isPresent();
        }
    }

    private static Optional<Memo> find(AsyncSessionMaker sessions) {
        return Optional.ofNullable(await(sessions.withSession(session -> session.find(Memo.class, 1))));
    }

    @EngineTest(except = {Database.SQLITE, Database.H2})
    void aSessionThatReadsOnlyTellsItsConnections(AsyncEngine engine) {
        try (var shop = Shop.open(engine)) {
            var readers = shop.sessions().with(builder -> builder.readOnly(true));

            assertThat(isReadOnly(readers)).isTrue();
            assertThat(isReadOnly(readers.on(engine))).as("of another engine").isTrue();
            assertThat(isReadOnly(shop.sessions())).isFalse();
        }
    }

    private static boolean isReadOnly(AsyncSessionMaker sessions) {
        return await(sessions.withSession(session -> session.<Boolean>doReturningWork(Connection::isReadOnly)));
    }
}
