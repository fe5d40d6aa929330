package dev.weft.engine.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which statements may change the session. */
@Spec("R-15")
class SessionSqlTest {
    @Test
    void whatChangesTheSessionIsSeen() {
        var statements = List.of(
                "set search_path to a",
                "  SET x = 1",
                "-- a note\nset x = 1",
                "/* a note */ /* another */ Use b",
                "(select set_config('search_path', 'a', false))",
                "with c as (select SET_CONFIG('a', 'b', false)) select * from c",
                "select pg_advisory_lock(1)",
                "select get_lock('a', 1)",
                "create temp table t (a int)",
                "CREATE /* why */ TEMPORARY TABLE t (a int)",
                "pragma foreign_keys = on",
                "begin",
                "declare c cursor with hold for select 1",
                "listen a");
        assertThat(statements).allMatch(SessionSql::changesSession);
    }

    @Test
    void whatChangesDataOnlyIsNotMistakenForIt() {
        var statements = List.of(
                "",
                "-- only a note",
                "/* not closed",
                "select 1",
                "insert into settings values ('set', 1)",
                "update a set b = 1",
                "create table t (a int)",
                "delete from a",
                "settle",
                "beginning",
                "call p()");
        assertThat(statements).noneMatch(SessionSql::changesSession);
    }
}
