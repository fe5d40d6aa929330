package dev.weft.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import java.util.Arrays;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.ValidateOutput;

/** Flyway's migrations, which take several connections and locks of the session. */
@Spec("EN-5")
class FlywayTest {
    private static FluentConfiguration flyway(AsyncEngine engine) {
        return Flyway.configure()
                .dataSource(engine.dataSource())
                .locations("classpath:flyway/steps")
                .placeholders(Map.of("pages", "100"));
    }

    @GuestTest
    void migratesValidatesAndInforms(AsyncEngine engine) {
        var flyway = flyway(engine).load();
        var migrated = flyway.migrate();

        assertThat(migrated.migrationsExecuted).isEqualTo(3);
        assertThat(flyway.validateWithResult().invalidMigrations)
                .extracting((ValidateOutput invalid) -> invalid.description)
                .isEmpty();
        assertThat(Arrays.stream(flyway.info().all()).map(MigrationInfo::getDescription))
                .containsExactly("books", "pages", "titles");
        assertThat(flyway.info().pending()).isEmpty();
        assertThat(flyway.migrate().migrationsExecuted).isZero();
        assertThat(Tables.number(engine, "select pages from book where id = 1")).isEqualTo(100);
        assertThat(engine.status().inUse()).isZero();
    }

    @GuestTest
    void cleansWhatItMade(AsyncEngine engine) {
        var flyway = flyway(engine).cleanDisabled(false).load();
        flyway.migrate();
        flyway.clean();

        assertThat(flyway.info().applied()).isEmpty();
        assertThat(flyway.migrate().migrationsExecuted).isEqualTo(3);
        assertThat(Tables.count(engine, "book")).isEqualTo(1);
    }

    @GuestTest
    @Spec("EN-39")
    void aCancelledMigrationIsRolledBackAndItsLocksAreFree(AsyncEngine engine, Database database) {
        var halfWay = HalfWay.on(engine, database);
        flyway(engine).load().migrate();
        var slow = flyway(engine)
                .locations("classpath:flyway/steps", "classpath:flyway/slow")
                .placeholders(Map.of("pages", "100", "slow", halfWay.statement()))
                .load();

        halfWay.cancel(slow::migrate);

        assertThat(Tables.count(engine, "book")).isEqualTo(1);
        var quick = flyway(engine)
                .locations("classpath:flyway/steps", "classpath:flyway/slow")
                .placeholders(Map.of("pages", "100", "slow", "select 1"))
                .load();
        quick.repair();
        assertThat(quick.migrate().migrationsExecuted).isEqualTo(1);
        assertThat(Tables.count(engine, "book")).isEqualTo(2);
    }
}
