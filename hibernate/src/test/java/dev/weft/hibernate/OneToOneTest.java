package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hibernate.Hibernate;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.jspecify.annotations.Nullable;

/** Setting a one-to-one association: no statement before the flush, and one then. */
@Spec("SE-27")
class OneToOneTest {
    /** A driver, who has a licence (lazy). */
    @Entity(name = "Driver")
    static class Driver {
        @Id
        int id;

        @OneToOne(fetch = FetchType.LAZY)
        @Nullable
        Licence licence;
    }

    /** A licence, and whose it is. */
    @Entity(name = "Licence")
    static class Licence {
        @Id
        int id;

        @OneToOne(mappedBy = "licence")
        @Nullable
        Driver driver;
    }

    private static AsyncSessionMaker maker(AsyncEngine engine, List<String> statements) {
        StatementInspector inspector = sql -> {
            statements.add(sql);
            return sql;
        };
        var options = SessionOptions.defaults().withSetting(AvailableSettings.STATEMENT_INSPECTOR, inspector);
        return AsyncSessionMaker.create(engine, options, Driver.class, Licence.class);
    }

    private static void fill(AsyncSessionMaker sessions) {
        await(sessions.createSchema());
        await(sessions.begin(session -> {
            var first = new Licence();
            first.id = 1;
            var second = new Licence();
            second.id = 2;
            var driver = new Driver();
            driver.id = 1;
            driver.licence = first;
            return session.persistAll(first, second, driver);
        }));
    }

    @EngineTest
    void settingItLoadsNothingAndIsOneUpdate(AsyncEngine engine) {
        var statements = new CopyOnWriteArrayList<String>();
        try (var sessions = maker(engine, statements)) {
            fill(sessions);
            await(sessions.begin(session -> {
                var driver = await(session.getOne(Driver.class, 1));
                var second = await(session.getReference(Licence.class, 2));
                var before = driver.licence;
                statements.clear();
                var _ = OutsideAwaitlets.call(() -> driver.licence = second);
                assertThat(statements).isEmpty();
                assertThat(Hibernate.isInitialized(before)).isFalse();
                await(session.flush());
                assertThat(statements).singleElement().asString().startsWith("update");
                return session.clear();
            }));
            var id = await(sessions.withSession(
                    session -> session.createSelectionQuery("select d.licence.id from Driver d", Integer.class)
                            .getSingleResult()));

            assertThat(id).isEqualTo(2);
        }
    }

    @EngineTest
    void theOtherSideIsReadWithItsOwnerAndSetWithoutSql(AsyncEngine engine) {
        var statements = new CopyOnWriteArrayList<String>();
        try (var sessions = maker(engine, statements)) {
            fill(sessions);
            await(sessions.begin(session -> {
                var licence = await(session.getOne(Licence.class, 1));
                assertThat(licence.driver).isNotNull();
                statements.clear();
                licence.driver = null;
                await(session.flush());
                assertThat(statements).isEmpty();
                return session.clear();
            }));
        }
    }
}
