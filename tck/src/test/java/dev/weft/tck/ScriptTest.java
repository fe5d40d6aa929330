package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.StatementRejected;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;

/** Scripts of many statements. */
@Spec("EN-20")
class ScriptTest {
    @EngineTest
    void theStatementsOfAScriptRunInTheirOrder(AsyncEngine engine) {
        var results = await(engine.begin(connection -> connection.executeScript("""
                create table a (id int primary key, data varchar(50)); -- the first; and only table
                insert into a values (1, 'one; two');
                insert into a values (2, 'b'), (3, 'c');
                select data from a order by id;
                """)));

        assertThat(results).hasSize(4);
        assertThat(results.get(2).rowCount()).isEqualTo(2);
        assertThat(results.getLast().scalars(String.class)).containsExactly("one; two", "b", "c");
    }

    @EngineTest
    void nothingRunsBehindAStatementThatFails(AsyncEngine engine) {
        Work.createTable(engine);
        assertThatThrownBy(() -> await(engine.begin(connection ->
                        connection.executeScript("insert into a values (1, 'a'); selec 1; delete from nowhere"))))
                .isInstanceOf(StatementRejected.class)
                .hasMessageContaining("selec 1");

        assertThat(Work.rows(engine)).as("rows of the block that failed").isZero();
    }
}
