package dev.weft.jooq;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectFrom;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.val;

import dev.weft.awaitlet.Action;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.MultipleResults;
import dev.weft.engine.StatementRejected;
import dev.weft.jooq.Samples.Colour;
import dev.weft.jooq.Samples.SampleRecord;
import dev.weft.spec.Spec;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jooq.JSON;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class JooqConnectionTest {
    private static final Samples SAMPLES = Samples.SAMPLES;

    @TempDir
    Path folder;

    private <T> T on(Database database, Function<? super JooqConnection, CompletableFuture<T>> work) {
        var engine = database.engine(folder);
        try {
            return JooqEngine.of(engine)
                    .<T>begin(jooq -> jooq.connection()
                            .execute(SAMPLES.createdIn(database))
                            .thenCompose(created -> work.apply(jooq)))
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        } finally {
            close(engine);
        }
    }

    private static void close(AsyncEngine engine) {
        var left = engine.status().inUse();
        engine.aclose().orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(left).as("connections in use").isZero();
    }

    private static CompletableFuture<Integer> insertTwo(JooqConnection jooq) {
        return jooq.execute(insertInto(SAMPLES, SAMPLES.ID, SAMPLES.NAME, SAMPLES.COLOUR)
                .values(1, "one", Colour.RED)
                .values(2, "it's ? two", null));
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"EN-13", "EN-35"})
    void aStatementAnswersHowManyRowsItAffected(Database database) {
        var counts = on(
                database,
                jooq -> insertTwo(jooq)
                        .thenCompose(inserted -> jooq.execute(
                                        update(SAMPLES).set(SAMPLES.NAME, "new").where(SAMPLES.ID.eq(2)))
                                .thenApply(updated -> List.of(inserted, updated))));

        assertThat(counts).containsExactly(2, 1);
    }

    @ParameterizedTest
    @EnumSource
    void aQueryAnswersRecordsOfItsFieldsTypes(Database database) {
        var records = on(
                database,
                jooq -> insertTwo(jooq)
                        .thenCompose(inserted -> jooq.fetch(select(SAMPLES.NAME, SAMPLES.COLOUR)
                                .from(SAMPLES)
                                .orderBy(SAMPLES.ID))));

        assertThat(records).extracting(Record2::value1).containsExactly("one", "it's ? two");
        assertThat(records).extracting(Record2::value2).containsExactly(Colour.RED, null);
        assertThat(records.getFirst().get(SAMPLES.COLOUR)).isEqualTo(Colour.RED);
        assertThat(records.getFirst().modified()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeComesBackAsItWasWritten(Database database) {
        var sample = new SampleRecord();
        sample.set(SAMPLES.ID, 7);
        sample.set(SAMPLES.NAME, "ünï '?'");
        sample.set(SAMPLES.COLOUR, Colour.GREEN);
        sample.set(SAMPLES.BIG, Long.MIN_VALUE);
        sample.set(SAMPLES.PRICE, new BigDecimal("1234567.8901"));
        sample.set(SAMPLES.KEY, UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));
        sample.set(SAMPLES.DAY, LocalDate.of(2024, 2, 29));
        sample.set(SAMPLES.AT, LocalDateTime.of(2026, 3, 29, 2, 30, 1, 123_000_000));
        sample.set(SAMPLES.YES, true);
        sample.set(SAMPLES.BYTES, new byte[] {0, -1, 39});
        sample.set(SAMPLES.DOC, JSON.json("{\"a\":[1,null]}"));

        var read = on(
                database,
                jooq -> jooq.execute(insertInto(SAMPLES).set(sample))
                        .thenCompose(inserted -> jooq.fetchOne(selectFrom(SAMPLES))));

        assertThat(read).isInstanceOf(SampleRecord.class);
        assertThat(read.get(SAMPLES.DOC).data().replace(" ", "")).isEqualTo("{\"a\":[1,null]}");
        read.set(SAMPLES.DOC, sample.get(SAMPLES.DOC));
        assertThat(read.intoMap()).usingRecursiveComparison().isEqualTo(sample.intoMap());
    }

    @ParameterizedTest
    @EnumSource
    void nullsComeBackAsNull(Database database) {
        var read = on(
                database,
                jooq -> jooq.execute(insertInto(SAMPLES).set(SAMPLES.ID, 1))
                        .thenCompose(inserted -> jooq.fetchOne(selectFrom(SAMPLES))));

        assertThat(read.valuesRow().fields()).hasSize(SAMPLES.fields().length);
        assertThat(read.intoList()).filteredOn(value -> value != null).containsExactly(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "H2", "POSTGRESQL", "MARIADB"})
    void aStatementWithReturningAnswersRecords(Database database) {
        var read = on(
                database,
                jooq -> jooq.fetchOne(insertInto(SAMPLES)
                        .set(SAMPLES.ID, 3)
                        .set(SAMPLES.COLOUR, Colour.GREEN)
                        .returningResult(SAMPLES.COLOUR)));

        assertThat(read.value1()).isEqualTo(Colour.GREEN);
    }

    @ParameterizedTest
    @EnumSource
    void nestedCollectionsComeBackNested(Database database) {
        var read = on(
                database,
                jooq -> insertTwo(jooq)
                        .thenCompose(inserted -> jooq.fetchOne(select(
                                        inline("x"),
                                        multiset(select(SAMPLES.ID, SAMPLES.NAME)
                                                .from(SAMPLES)
                                                .orderBy(SAMPLES.ID)))
                                .from(SAMPLES)
                                .where(SAMPLES.ID.eq(1)))));

        assertThat(read.value2().getValues(0, Integer.class)).containsExactly(1, 2);
        assertThat(read.value2().getValues(1, String.class)).containsExactly("one", "it's ? two");
    }

    @ParameterizedTest
    @EnumSource
    void aCommonTableExpressionIsRendered(Database database) {
        var n = name("t").fields("n").as(select(val(20)));

        var read = on(
                database,
                jooq -> jooq.fetchOne(DSL.with(n)
                        .select(field(name("n"), Integer.class).add(val(22)))
                        .from(n)));

        assertThat(read.value1()).isEqualTo(42);
    }

    @ParameterizedTest
    @EnumSource
    void plainSqlAnswersTheColumnsTheDatabaseNames(Database database) {
        var read = on(
                database,
                jooq -> insertTwo(jooq)
                        .thenCompose(inserted -> jooq.fetchOptional(DSL.resultQuery(
                                "select {0} as first_name, {1} from {2} where {1} = {3}",
                                SAMPLES.NAME, SAMPLES.ID, SAMPLES, val(2)))));

        assertThat(read.map(Record::intoList)).contains(List.of("it's ? two", 2));
        assertThat(read.orElseThrow().get("id", Integer.class)).isEqualTo(2);
        assertThat(read.orElseThrow().fields()[0].getName()).isEqualToIgnoringCase("first_name");
    }

    @ParameterizedTest
    @EnumSource
    void recordsAreMappedByJooqsRules(Database database) {
        record Named(int id, String name) {}

        var read = on(
                database,
                jooq -> insertTwo(jooq)
                        .thenCompose(inserted -> jooq.fetchInto(
                                select(SAMPLES.ID, SAMPLES.NAME).from(SAMPLES).orderBy(SAMPLES.ID), Named.class)));

        assertThat(read).containsExactly(new Named(1, "one"), new Named(2, "it's ? two"));
    }

    @ParameterizedTest
    @EnumSource
    @Spec("EN-33")
    void moreThanOneRecordIsATypedFailure(Database database) {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> on(
                        database,
                        jooq -> insertTwo(jooq).thenCompose(inserted -> jooq.fetchOptional(selectFrom(SAMPLES)))))
                .withCauseInstanceOf(MultipleResults.class);
    }

    @ParameterizedTest
    @EnumSource
    void noRecordIsNullOrEmpty(Database database) {
        var none = on(
                database,
                jooq -> jooq.fetchOptional(selectFrom(SAMPLES))
                        .thenCombine(
                                jooq.fetchOne(selectFrom(SAMPLES)),
                                (optional, one) -> optional.isEmpty() && one == null));

        assertThat(none).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @Spec("EN-42")
    void aRefusedStatementIsTheEnginesFailure(Database database) {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> on(database, jooq -> jooq.fetch(selectFrom(table(name("no_such_table"))))))
                .withCauseInstanceOf(StatementRejected.class)
                .withMessageContaining("no_such_table");
    }

    @ParameterizedTest
    @EnumSource
    void anInsertWithoutRowsRunsNothing(Database database) {
        var rows = on(
                database,
                jooq -> jooq.execute(
                        DSL.using(JooqEngine.of(jooq.connection().engine()).dialect())
                                .insertInto(SAMPLES)
                                .columns(SAMPLES.ID)
                                .valuesOfRecords(List.of())));

        assertThat(rows).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void moreValuesThanTheDatabaseTakesAreWrittenIntoTheText(Database database) {
        var ids = new ArrayList<Integer>();
        for (var id = 1; id <= 70_000; id++) {
            ids.add(id);
        }
        var read = on(
                database,
                jooq -> insertTwo(jooq)
                        .thenCompose(inserted ->
                                jooq.fetch(select(SAMPLES.ID).from(SAMPLES).where(SAMPLES.ID.in(ids)))));

        assertThat(read).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void oneQueryMayBeRunByManyAtOnce(Database database) throws Exception {
        var query = select(val(1).as("x")).from(SAMPLES);
        var engine = database.engine(folder);
        inAwaitlet(engine, () -> {
            await(engine.begin(connection -> connection.execute(SAMPLES.createdIn(database))));
            await(JooqEngine.of(engine).begin(JooqConnectionTest::insertTwo));
            var running = new ArrayList<CompletableFuture<? extends List<?>>>();
            for (var i = 0; i < 200; i++) {
                running.add(JooqEngine.of(engine).begin(jooq -> jooq.fetch(query)));
            }
            for (var one : running) {
                assertThat(await(one)).hasSize(2);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    @Spec("EN-20")
    void blockingStyleCodeRunsInTheConnectionsTransaction(Database database) throws Exception {
        var engine = database.engine(folder);
        inAwaitlet(engine, () -> {
            var jooq = JooqEngine.of(engine);
            await(engine.begin(connection -> connection.execute(SAMPLES.createdIn(database))));
            try (var connection = engine.connect()) {
                await(insertTwo(jooq.on(connection)));
                var inside = await(jooq.on(connection).runSync(dsl -> dsl.fetchCount(SAMPLES)));
                await(connection.rollback());

                assertThat(inside).isEqualTo(2);
                assertThat(jooq.dsl().fetchCount(SAMPLES)).isZero();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    @Spec("EN-5")
    void aBlockingContextHasAllOfJooqInAnAwaitlet(Database database) throws Exception {
        var engine = database.engine(folder);
        inAwaitlet(engine, () -> {
            await(engine.begin(connection -> connection.execute(SAMPLES.createdIn(database))));
            var dsl = JooqEngine.of(engine).dsl();
            dsl.transaction(transaction -> {
                var sample = transaction.dsl().newRecord(SAMPLES);
                sample.set(SAMPLES.ID, 5);
                sample.set(SAMPLES.NAME, "stored");
                sample.insert();
            });

            assertThat(dsl.fetchValue(SAMPLES.NAME, SAMPLES.ID.eq(5))).isEqualTo("stored");
        });
    }

    private static void inAwaitlet(AsyncEngine engine, Action body) {
        try {
            async(body).orTimeout(30, TimeUnit.SECONDS).join();
        } finally {
            close(engine);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "POSTGRESQL")
    void postgresHasArraysAndTimesWithZones(Database database) {
        var at = OffsetDateTime.of(2026, 10, 25, 0, 30, 0, 5_000, ZoneOffset.UTC);
        var read = on(
                database,
                jooq -> jooq.fetchOne(select(
                        val(new Integer[] {1, null, 3}), val(new String[] {"a", "b,\"c"}), val(at), val(new UUID[] {
                            new UUID(1, 2)
                        }))));

        assertThat(read.value1()).containsExactly(1, null, 3);
        assertThat(read.value2()).containsExactly("a", "b,\"c");
        assertThat(read.value3().toInstant()).isEqualTo(at.toInstant());
        assertThat(read.value4()).containsExactly(new UUID(1, 2));
    }
}
