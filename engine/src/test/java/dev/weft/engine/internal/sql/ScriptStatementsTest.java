package dev.weft.engine.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import org.junit.jupiter.api.Test;

/** Where one statement of a script ends and the next begins. */
@Spec("EN-20")
class ScriptStatementsTest {
    @Test
    void statementsAreCutAtTheirSemicolons() {
        assertThat(ScriptStatements.of("create table a (id int);\n insert into a values (1) ; select 1", "postgresql"))
                .containsExactly("create table a (id int)", "insert into a values (1)", "select 1");
    }

    @Test
    void emptyStatementsAndCommentsAreNone() {
        assertThat(ScriptStatements.of(" ;; -- nothing;\n /* nor; this */ ;\n", "sqlite"))
                .isEmpty();
    }

    @Test
    void semicolonsInStringsNamesAndCommentsCutNothing() {
        var script = "insert into \"a;b\" values (';', $x$;$x$) -- ;\n; select /* ; */ 2";

        assertThat(ScriptStatements.of(script, "postgresql"))
                .containsExactly("insert into \"a;b\" values (';', $x$;$x$) -- ;", "select /* ; */ 2");
    }

    @Test
    void theBodyOfATriggerIsOneStatement() {
        var trigger = "create trigger t after insert on a begin update a set n = case n when 1 then 2 else 3 end; "
                + "delete from b; end";

        assertThat(ScriptStatements.of(trigger + "; select 1;", "sqlite")).containsExactly(trigger, "select 1");
    }

    @Test
    void theBodyOfAProcedureIsOneStatementHoweverItIsNested() {
        var procedure = "create or replace procedure p() begin if 1 = 1 then begin select 1; end; end if; "
                + "while 0 do select 2; end while; case when 1 then select 3; end case; end";

        assertThat(ScriptStatements.of(procedure + "; call p()", "mariadb")).containsExactly(procedure, "call p()");
    }

    @Test
    void beginAndEndOutsideOfRoutinesAreStatementsOfTheirOwn() {
        assertThat(ScriptStatements.of("begin; insert into a values (1); end; select 1", "postgresql"))
                .containsExactly("begin", "insert into a values (1)", "end", "select 1");
    }
}
