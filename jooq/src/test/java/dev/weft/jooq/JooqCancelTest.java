package dev.weft.jooq;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.resultQuery;
import static org.jooq.impl.DSL.select;

import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class JooqCancelTest {
    @TempDir
    Path folder;

    private static ResultQuery<Record> sleepFor5Minutes(Database database) {
        return database == Database.POSTGRESQL ? resultQuery("select pg_sleep(300)") : resultQuery("select sleep(300)");
    }

    private static String countOfSleepers(Database database) {
        return database == Database.POSTGRESQL
                ? "select count(*) from pg_stat_activity where state = 'active' and query like 'select pg_sleep%'"
                : "select count(*) from information_schema.processlist where info like 'select sleep%'";
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    @Spec("EN-39")
    void cancellingAFetchStopsTheStatementAndKeepsTheConnection(Database database) {
        var engine = database.engine(folder);
        try {
            async(() -> {
                        try (var connection = engine.connect()) {
                            var jooq = JooqConnection.of(connection);
                            var sleeping = jooq.fetch(sleepFor5Minutes(database));
                            untilSleepersAre(1, engine, database);

                            sleeping.cancel(true);

                            untilSleepersAre(0, engine, database);
                            await(connection.rollback());
                            assertThat(await(jooq.fetchInto(select(inline(42)), Integer.class)))
                                    .containsExactly(42);
                        }
                        assertThat(engine.status().inUse()).isZero();
                    })
                    .orTimeout(40, TimeUnit.SECONDS)
                    .join();
        } finally {
            engine.aclose().orTimeout(30, TimeUnit.SECONDS).join();
        }
    }

    private static void untilSleepersAre(int wanted, AsyncEngine engine, Database database) {
        int sleepers;
        do {
            sleepers = await(engine.begin(connection -> connection.scalar(Integer.class, countOfSleepers(database))))
                    .orElseThrow();
        } while (sleepers != wanted);
    }
}
