package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.AsyncMethodRequired;
import dev.weft.engine.AsyncResult;
import dev.weft.engine.ConversionFailed;
import dev.weft.engine.MultipleResults;
import dev.weft.engine.NoResult;
import dev.weft.engine.Row;
import dev.weft.engine.Sql;
import dev.weft.engine.UnknownColumn;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What can be read of a streamed result, and how. */
class StreamReadTest {
    private static final int ROWS = 361;
    private static final String ALL = "select id, data from a order by id";

    record Item(int id, String data) {}

    /** The ways to look at a row, and where each has its id. */
    private enum View {
        ROWS,
        SCALARS,
        MAPPINGS,
        RECORDS;

        Flow.Publisher<? extends List<?>> partitions(AsyncResult result, int size) {
            return switch (this) {
                case ROWS -> result.partitions(size);
                case SCALARS -> result.scalars(Integer.class).partitions(size);
                case MAPPINGS -> result.mappings().partitions(size);
                case RECORDS -> result.as(Item.class).partitions(size);
            };
        }

        static int id(@Nullable Object element) {
            return switch (element) {
                case Row row -> Objects.requireNonNull(row.get("id", Integer.class));
                case Integer id -> id;
                case Map<?, ?> map ->
                    ((Number) Objects.requireNonNull(map.values().iterator().next())).intValue();
                case Item item -> item.id();
                case null, default -> throw new AssertionError("not a row: " + element);
            };
        }
    }

    @EngineTest
    @Spec({"EN-34", "PF-24"})
    void fetchManyReadsFiveTenSevenAndTheRest(AsyncEngine engine) {
        fill(engine);
        try (var connection = engine.connect();
                var result = await(connection.stream(ALL))) {
            assertThat(ids(await(result.fetchMany(5)))).isEqualTo(range(0, 5));
            assertThat(ids(await(result.fetchMany(10)))).isEqualTo(range(5, 15));
            assertThat(ids(await(result.fetchMany(7)))).isEqualTo(range(15, 22));
            assertThat(ids(await(result.fetchMany(1000)))).isEqualTo(range(22, ROWS));
            assertThat(await(result.fetchMany(10))).isEmpty();
            assertThat(await(result.fetchOne())).isEmpty();
            assertThat(result.isClosed()).isFalse();
        }
    }

    @EngineTest
    @Spec({"EN-34", "EN-31", "EN-32"})
    void partitionsHoldEveryRowOnceInEveryViewAndSize(AsyncEngine engine) {
        fill(engine);
        var sizes = List.of(1, 5, 10, 100, 360, 1000); // 24 variants
        try (var connection = engine.connect()) {
            for (var size : sizes) {
                for (var view : View.values()) {
                    try (var result = await(connection.stream(ALL))) {
                        var parts = new ArrayList<List<Integer>>();
                        try (var partitions = Awaitlets.iterate(view.partitions(result, size), 1)) {
                            partitions.forEachRemaining(part ->
                                    parts.add(part.stream().map(View::id).toList()));
                        }

                        assertThat(parts.stream().flatMap(Collection::stream))
                                .as("%s by %d", view, size)
                                .containsExactlyElementsOf(range(0, ROWS));
                        assertThat(parts.subList(0, parts.size() - 1)).allMatch(part -> part.size() == size);
                        assertThat(parts.getLast()).hasSize((ROWS - 1) % size + 1);
                    }
                }
            }
        }
    }

    @EngineTest
    @Spec({"EN-30", "EN-16"})
    void anAwaitletIteratesRowByRow(AsyncEngine engine) {
        fill(engine);
        try (var connection = engine.connect();
                var result = await(connection.stream(ALL))) {
            var ids = new ArrayList<Integer>();
            for (var row : result) {
                ids.add(row.get("id", Integer.class));
            }

            assertThat(ids).isEqualTo(range(0, ROWS));
        }
    }

    @EngineTest
    @Spec({"EN-30", "EN-33"})
    void whatIsLeftAfterAnEarlyEndOfALoopCanBeRead(AsyncEngine engine) {
        fill(engine);
        try (var connection = engine.connect();
                var result = await(connection.stream(ALL))) {
            for (var row : result) {
                if (row.get("id", Integer.class) == 150) {
                    break;
                }
            }
            assertThat(ids(await(result.all()))).isEqualTo(range(151, ROWS));
        }
    }

    @EngineTest
    @Spec({"EN-31", "EN-32"})
    void viewsShowRowsAsScalarsMapsAndRecords(AsyncEngine engine) {
        fill(engine);
        try (var connection = engine.connect()) {
            try (var result = await(connection.stream("select data, id from a where id < ? order by id", 3))) {
                assertThat(await(result.scalars(String.class).all())).containsExactly("a0", "a1", "a2");
            }
            try (var result =
                    await(connection.stream("select id as n, data as t from a where id < ? order by id", 3))) {
                var maps = result.mappings();
                assertThat(maps.columns()).map(String::toLowerCase).containsExactly("n", "t");
                var first = await(maps.fetchOne()).orElseThrow();
                assertThat(first.keySet()).map(String::toLowerCase).containsExactly("n", "t");
                assertThat(first.values()).map(String::valueOf).containsExactly("0", "a0");
                assertThatThrownBy(() -> first.put("n", 1)).isInstanceOf(UnsupportedOperationException.class);
                assertThat(await(maps.fetchMany(5))).hasSize(2);
            }
            try (var result = await(connection.stream(ALL))) {
                assertThat(await(result.as(Item.class).fetchMany(101)))
                        .hasSize(101)
                        .endsWith(new Item(99, "a99"), new Item(100, "a100"));
            }
        }
    }

    @EngineTest
    @Spec("EN-31")
    void viewsOfOneResultReadTheSameRows(AsyncEngine engine) {
        fill(engine);
        try (var connection = engine.connect();
                var result = await(connection.stream(ALL))) {
            assertThat(await(result.fetchOne())).isPresent();
            assertThat(await(result.scalars(Integer.class).fetchMany(2))).containsExactly(1, 2);
            assertThat(await(result.as(Item.class).fetchOne())).hasValue(new Item(3, "a3"));
            assertThat(await(result.map(row -> row.get(1)).first())).hasValue("a4");
            assertThat(result.isClosed()).isTrue();
        }
    }

    @EngineTest
    @Spec("EN-31")
    void aScalarMayBeNull(AsyncEngine engine) {
        fill(engine);
        try (var connection = engine.connect()) {
            await(connection.execute("update a set data = null where id = 1"));
            try (var result = await(connection.stream("select data from a where id < 3 order by id"))) {
                assertThat(await(result.scalars(String.class).all())).containsExactly("a0", null, "a2");
            }
            var scalar = await(connection.stream("select data from a where id = 1"));
            assertThat(await(scalar.scalarOne(String.class))).isNull();
            var first = await(connection.stream("select data from a where id = 1"));
            assertThat(await(first.scalar(String.class))).isEmpty();
        }
    }

    @EngineTest
    @Spec({"EN-33", "PF-25"})
    void oneIsExactlyOne(AsyncEngine engine) {
        fill(engine);
        try (var connection = engine.connect()) {
            var query = "select id from a where id between ? and ? order by id";
            assertThat(await(await(connection.stream(query, 7, 7)).one()).get(0, Integer.class))
                    .isEqualTo(7);
            assertThat(await(await(connection.stream(query, 7, 7)).scalarOne(Integer.class)))
                    .isEqualTo(7);
            assertThat(await(await(connection.stream(query, 7, 7)).oneOrNone())).isPresent();
            assertThat(await(await(connection.stream(query, 8, 7)).oneOrNone())).isEmpty();
            var none = await(connection.stream(query, 8, 7));
            assertThatThrownBy(() -> await(none.one())).isInstanceOf(NoResult.class);
            var many = await(connection.stream(query, 7, 300));
            assertThatThrownBy(() -> await(many.one())).isInstanceOf(MultipleResults.class);
            assertThat(many.isClosed()).isTrue();
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
    }

    @EngineTest
    @Spec("EN-33")
    void rowsThatAreEqualAreNotMerged(AsyncEngine engine) {
        try (var connection = engine.connect();
                var result = await(connection.stream("select 1 as n union all select 1"))) {
            assertThat(await(result.all())).hasSize(2);
        }
    }

    @EngineTest
    @Spec("EN-16")
    void aStatementThatIsNoQueryHasNoRows(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            var result = await(connection.stream("insert into a values (1, 'a1')"));
            assertThat(result.columns()).isEmpty();
            assertThat(await(result.fetchMany(3))).isEmpty();
            assertThatThrownBy(() -> await(result.one()))
                    .isInstanceOf(NoResult.class)
                    .hasMessageContaining("not a query");
            assertThat(await(connection.scalar(Integer.class, "select count(*) from a")))
                    .hasValue(1);
        }
    }

    @EngineTest
    @Spec("EN-30")
    void readsThatAreNotAwaitedAreAnsweredInTheirOrder(AsyncEngine engine) {
        fill(engine);
        try (var connection = engine.connect();
                var result = await(connection.stream(ALL))) {
            var first = result.fetchMany(150);
            var second = result.fetchOne();
            var third = result.fetchMany(5);

            assertThat(ids(await(third))).isEqualTo(range(151, 156));
            assertThat(await(second).orElseThrow().get(0, Integer.class)).isEqualTo(150);
            assertThat(ids(await(first))).isEqualTo(range(0, 150));
        }
    }

    @EngineTest
    @Spec("EN-31")
    void aViewThatDoesNotFitFailsTheRead(AsyncEngine engine) {
        fill(engine);
        try (var connection = engine.connect();
                var result = await(connection.stream("select data from a order by id"))) {
            assertThatThrownBy(() -> await(result.as(Item.class).fetchOne())).isInstanceOf(UnknownColumn.class);
            assertThatThrownBy(() -> await(result.scalars(Integer.class).fetchMany(2)))
                    .isInstanceOf(ConversionFailed.class);
            assertThat(await(result.scalars(String.class).fetchMany(1))).containsExactly("a3");
        }
    }

    @EngineTest
    @Spec({"EN-14", "EN-34", "PF-22"})
    void aFetchSizeIsForStreams(AsyncEngine engine) {
        fill(engine);
        try (var connection = engine.connect()) {
            var some = Sql.of("select id from a where id < :end order by id")
                    .with("end", 20)
                    .fetchSize(7);
            assertThatThrownBy(() -> await(connection.execute(some)))
                    .isInstanceOf(AsyncMethodRequired.class)
                    .hasMessageContaining("ER-304")
                    .hasMessageContaining("stream()");
            var ids = await(connection.stream(
                    some, result -> result.scalars(Integer.class).all()));
            assertThat(ids).isEqualTo(range(0, 20));
        }
    }

    private static void fill(AsyncEngine engine) {
        Work.createTable(engine);
        var sets =
                IntStream.range(0, ROWS).mapToObj(id -> List.of(id, "a" + id)).toList();
        await(engine.begin(connection -> connection.executeBatch("insert into a values (?, ?)", sets)));
    }

    private static List<Integer> ids(List<Row> rows) {
        return rows.stream().map(row -> row.get("id", Integer.class)).toList();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
