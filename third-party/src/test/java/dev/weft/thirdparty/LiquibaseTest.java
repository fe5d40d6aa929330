package dev.weft.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Liquibase's changes, on a connection that is lent to it. */
@Spec("EN-5")
class LiquibaseTest {
    /** What is done with Liquibase. */
    private interface Changes {
        void make(Liquibase liquibase) throws LiquibaseException;
    }

    private static void run(AsyncEngine engine, String changeLog, String slow, Changes changes) throws Exception {
        // its usual service prints its progress
        Scope.child(Scope.Attr.ui, new LoggerUIService(), () -> {
            try (var connection = engine.dataSource().getConnection()) {
                var database =
                        DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
                try (var liquibase = new Liquibase(changeLog, new ClassLoaderResourceAccessor(), database)) {
                    liquibase.setChangeLogParameter("slow", slow);
                    changes.make(liquibase);
                }
            }
        });
    }

    private static void update(Liquibase liquibase) throws LiquibaseException {
        liquibase.update(new Contexts(), new LabelExpression());
    }

    @GuestTest
    void updatesRollsBackAndUpdatesAgain(AsyncEngine engine) throws Exception {
        run(engine, "liquibase/steps.yaml", "", LiquibaseTest::update);
        assertThat(Tables.count(engine, "book")).isEqualTo(1);
        assertThat(engine.status().inUse()).isZero();

        run(engine, "liquibase/steps.yaml", "", liquibase -> liquibase.rollback(2, ""));
        assertThat(Tables.count(engine, "book")).isZero();

        run(engine, "liquibase/steps.yaml", "", liquibase -> {
            assertThat(liquibase.listUnrunChangeSets(new Contexts(), new LabelExpression()))
                    .extracting(change -> change.getId())
                    .containsExactly("rows", "pages");
            update(liquibase);
            liquibase.validate();
        });
        assertThat(Tables.count(engine, "book")).isEqualTo(1);
    }

    /** Its lock is a row that it has committed before, so whoever cancels it takes that away. */
    @GuestTest
    @Spec("EN-39")
    void aCancelledChangeIsRolledBackAndItsLockStays(AsyncEngine engine, Database database) throws Exception {
        var halfWay = HalfWay.on(engine, database);
        run(engine, "liquibase/steps.yaml", "", LiquibaseTest::update);

        halfWay.cancel(() -> run(engine, "liquibase/slow.yaml", halfWay.statement(), LiquibaseTest::update));

        assertThat(Tables.count(engine, "book")).isEqualTo(1);
        assertThat(Tables.number(engine, "select count(*) from DATABASECHANGELOGLOCK where LOCKGRANTED is not null"))
                .isEqualTo(1);
        run(engine, "liquibase/slow.yaml", "select 1", liquibase -> {
            liquibase.forceReleaseLocks();
            update(liquibase);
        });
        assertThat(Tables.count(engine, "book")).isEqualTo(2);
    }
}
