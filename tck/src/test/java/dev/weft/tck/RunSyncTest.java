package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Locale;

/** Blocking-style code on a connection's JDBC face. */
@Spec("EN-20")
class RunSyncTest {
    @EngineTest(drivers = Driver.HOSTED)
    void blockingCodeRunsInTheTransactionOfTheConnection(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            await(connection.execute("insert into a values (1, 'async')"));
            var seen = await(connection.runSync(jdbc -> {
                try (var statement = jdbc.createStatement()) {
                    statement.executeUpdate("insert into a values (2, 'blocking')");
                    try (var rows = statement.executeQuery("select count(*) from a")) {
                        assertThat(rows.next()).isTrue();
                        return rows.getInt(1);
                    }
                }
            }));

            assertThat(seen).isEqualTo(2);
            await(connection.rollback());
        }
        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest(drivers = Driver.HOSTED)
    void whatBlockingCodeDidIsCommittedWithTheRest(AsyncEngine engine) {
        Work.createTable(engine);
        await(engine.begin(connection -> connection.runSync(jdbc -> {
            try (var insert = jdbc.prepareStatement("insert into a values (?, ?)")) {
                insert.setInt(1, 1);
                insert.setString(2, "blocking");
                return insert.executeUpdate();
            }
        })));
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest(drivers = Driver.HOSTED)
    void theSchemaIsReadThroughMetadata(AsyncEngine engine) {
        Work.createTable(engine);
        var columns = await(engine.begin(connection -> connection.runSync(jdbc -> {
            var names = new ArrayList<String>();
            try (var rows = jdbc.getMetaData().getColumns(jdbc.getCatalog(), null, "%", "%")) {
                while (rows.next()) {
                    if (rows.getString("TABLE_NAME").equalsIgnoreCase("a")) {
                        names.add(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
                    }
                }
            }
            return names;
        })));

        assertThat(columns).containsExactly("id", "data");
    }

    @EngineTest(drivers = Driver.HOSTED)
    void blockingCodeMayAwait(AsyncEngine engine) {
        var answer = await(engine.begin(connection -> connection.runSync(jdbc -> {
            assertThat(Awaitlets.inAwaitlet()).isTrue();
            return await(engine.begin(other -> other.scalar(Integer.class, "select 42")));
        })));

        assertThat(answer).hasValue(42);
    }

    @EngineTest(drivers = Driver.HOSTED)
    void aFailureReachesTheCallerAsItIs(AsyncEngine engine) {
        var failure = new SQLException("thrown by blocking code", "99999");
        assertThatThrownBy(() -> await(engine.begin(connection -> connection.runSync(jdbc -> {
                    throw failure;
                }))))
                .isSameAs(failure);
        assertThat(engine.status().inUse()).isZero();
    }

    @EngineTest(drivers = Driver.HOSTED)
    void theConnectionIsNotUsableAfterwards(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            var kept = await(connection.runSync(jdbc -> jdbc));

            assertThatThrownBy(kept::createStatement).isInstanceOf(SQLException.class);
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
    }
}
