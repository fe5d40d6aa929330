package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.EngineUrl;
import dev.weft.engine.InvalidUrl;
import dev.weft.engine.Result;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.util.ArrayList;

/** Statements prepared before DDL changed what they are about. */
@Spec({"EN-43", "PF-16"})
class StalePlanTest {
    private static final String SELECT = "select * from a";
    private static final int OFTEN = 10;

    private static Result select(AsyncEngine engine) {
        return await(engine.begin(connection -> connection.execute(SELECT)));
    }

    /** Makes a plan stale, and counts the errors until the statement works again. */
    private static int errorsAfterDdl(AsyncEngine engine) {
        Work.createTable(engine);
        for (var run = 0; run < OFTEN; run++) {
            select(engine);
        }
        await(engine.begin(connection -> connection.execute("alter table a add column extra int")));
        var errors = new ArrayList<DatabaseError>();
        for (var run = 0; run < OFTEN; run++) {
            try {
                assertThat(select(engine).columns()).hasSize(3);
            } catch (DatabaseError stale) {
                errors.add(stale);
            }
        }
        return errors.size();
    }

    @EngineTest(poolSize = 1)
    void aPlanThatDdlMadeStaleCostsOneErrorAtMost(AsyncEngine engine) {
        assertThat(errorsAfterDdl(engine)).isLessThanOrEqualTo(1);
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED)
    void preparedStatementsCanBeSwitchedOff(EngineFactory engines, EngineUrl url) {
        var on = engines.create(Work.with(url, "preparedStatements", "on"), options -> options.withPoolSize(1));
        var off = engines.create(Work.with(url, "preparedStatements", "off"), options -> options.withPoolSize(1));

        assertThat(prepared(on)).isPositive();
        assertThat(prepared(off)).isZero();
        assertThat(errorsAfterDdl(off)).isZero();
    }

    /** How many named statements the server holds for a session, after one was run often. */
    private static long prepared(AsyncEngine engine) {
        return await(engine.begin(connection -> {
                    for (var run = 0; run < OFTEN; run++) {
                        await(connection.execute("select 1"));
                    }
                    return connection.scalar(Long.class, "select count(*) from pg_prepared_statements");
                }))
                .orElseThrow();
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED)
    void anotherValueOfTheSwitchIsRefused(EngineFactory engines, EngineUrl url) {
        assertThat(catchThrowableOfType(
                        InvalidUrl.class,
                        () -> engines.create(Work.with(url, "preparedStatements", "maybe"), options -> options)))
                .hasMessageContaining("ER-406")
                .hasMessageContaining("preparedStatements");
    }
}
