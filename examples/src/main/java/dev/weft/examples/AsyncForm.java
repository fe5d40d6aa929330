package dev.weft.examples;

import static org.jooq.impl.DSL.createTable;
import static org.jooq.impl.DSL.currentLocalDateTime;
import static org.jooq.impl.DSL.dropTableIfExists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.unquotedName;
import static org.jooq.impl.SQLDataType.INTEGER;
import static org.jooq.impl.SQLDataType.LOCALDATETIME;
import static org.jooq.impl.SQLDataType.VARCHAR;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.AsyncSessionMaker;
import dev.weft.jooq.JooqEngine;
import java.time.LocalDateTime;
import java.util.concurrent.CompletableFuture;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/** The async API: every step answers a future, and nothing here ever waits. */
final class AsyncForm implements Form {
    // As jOOQ's generator would write them.
    private static final Table<Record> TABLE_A = table(unquotedName("a"));
    private static final Field<Integer> ID = field(unquotedName("id"), INTEGER.generatedByDefaultAsIdentity());
    private static final Field<String> DATA = field(unquotedName("data"), VARCHAR(255));
    private static final Field<LocalDateTime> CREATE_DATE =
            field(unquotedName("create_date"), LOCALDATETIME.defaultValue(currentLocalDateTime()));

    @Override
    public CompletableFuture<?> run(AsyncEngine engine, AsyncSessionMaker sessions, Checks checks) {
        return core(engine, checks).thenCompose(done -> orm(sessions, checks));
    }

    /** Core: statements, here written with jOOQ. */
    private static CompletableFuture<Void> core(AsyncEngine engine, Checks checks) {
        return JooqEngine.of(engine)
                .begin(jooq -> jooq.execute(dropTableIfExists(TABLE_A))
                        .thenCompose(dropped -> jooq.execute(createTable(TABLE_A)
                                .columns(ID, DATA, CREATE_DATE)
                                .primaryKey(ID)))
                        .thenRun(() -> checks.step("Core: dropped and created the table"))
                        .thenCompose(created -> jooq.execute(insertInto(TABLE_A, DATA)
                                .values("a1")
                                .values("a2")
                                .values("a3")))
                        .thenAccept(inserted -> checks.equal("Core: rows inserted", 3, inserted))
                        .thenCompose(checked -> jooq.fetchInto(
                                select(ID, DATA, CREATE_DATE).from(TABLE_A).orderBy(ID), Checks.Row.class))
                        .thenAccept(rows -> checks.rows("Core", rows)));
    }

    /** ORM: entities and sessions of Hibernate. */
    private static CompletableFuture<Void> orm(AsyncSessionMaker sessions, Checks checks) {
        return sessions.dropSchema()
                .thenCompose(dropped -> sessions.createSchema())
                .thenRun(() -> checks.step("ORM: dropped and created the table"))
                .thenCompose(
                        created -> sessions.begin(session -> session.persistAll(new A("a1"), new A("a2"), new A("a3"))))
                .thenRun(() -> checks.step("ORM: inserted a1, a2 and a3"))
                .thenCompose(inserted ->
                        sessions.withSession(session -> session.createSelectionQuery("from A order by id", A.class)
                                .getResultList()))
                .thenAccept(rows -> checks.entities("ORM", rows));
    }
}
