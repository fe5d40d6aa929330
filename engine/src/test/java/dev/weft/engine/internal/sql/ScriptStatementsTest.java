package dev.weft.engine.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import java.util.List;
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

    @Test
    void theDefinerOfARoutineIsNotItsKind() {
        var body = " procedure p() begin select 1; select 2; end";

        for (var definer :
                List.of("root@localhost", "'root'@'%'", "current_user()", "current_role", "`a b`@localhost")) {
            var procedure = "create or replace definer = " + definer + body;
            assertThat(ScriptStatements.of(procedure + "; select 3", "mariadb")).containsExactly(procedure, "select 3");
        }
    }

    @Test
    void tablesAndColumnsNamedLikeRoutinesAreCutAtTheirSemicolons() {
        for (var table : List.of(
                "create table event (id int, begin int)",
                "create table a (trigger int, begin timestamp, procedure text)",
                "create temporary table function (begin int, package int)",
                "create index event on a (begin)",
                "create definer = root@localhost view event as select begin from a")) {
            assertThat(ScriptStatements.of(table + "; select 1; select 2", "mariadb"))
                    .containsExactly(table, "select 1", "select 2");
        }
    }
}
