package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.ConversionFailed;
import dev.weft.engine.UnknownColumn;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows as values, types and records. */
class TypedRowsTest {
    private static final String CREATE =
            "create table item (id int primary key, item_name varchar(50), price numeric(10, 2), "
                    + "made_on date, seen_at timestamp, amount bigint)";
    private static final LocalDate MADE = LocalDate.of(2026, 2, 28);
    private static final LocalDateTime SEEN = LocalDateTime.of(2026, 11, 21, 23, 59, 58);

    /** A row of the table. */
    public record Item(
            int id,
            String itemName,
            BigDecimal price,
            LocalDate madeOn,
            LocalDateTime seenAt,
            @Nullable Long amount) {}

    /** Some of its columns. */
    public record Name(String itemName, int id) {}

    /** A component without a column. */
    public record Stranger(int id, String colour) {}

    private static void insertItem(AsyncEngine engine) {
        await(engine.begin(connection -> connection
                .execute(CREATE)
                .thenCompose(created -> connection.execute(
                        "insert into item values (?, ?, ?, ?, ?, ?)",
                        1,
                        "weft",
                        new BigDecimal("12.50"),
                        MADE,
                        SEEN,
                        null))));
    }

    @EngineTest
    @Spec("EN-30")
    void valuesAreReadByIndexAndByNameInAnyCase(AsyncEngine engine) {
        insertItem(engine);
        try (var connection = engine.connect()) {
            var row =
                    await(connection.execute("select id, item_name from item")).one();

            assertThat(row.size()).isEqualTo(2);
            assertThat(row.get(0, Integer.class)).isEqualTo(1);
            assertThat(row.get("ITEM_NAME")).isEqualTo("weft").isEqualTo(row.get("item_name"));
        }
    }

    @EngineTest
    @Spec("EN-31")
    void valuesComeAsTheTypeAskedFor(AsyncEngine engine) {
        insertItem(engine);
        try (var connection = engine.connect()) {
            var row = await(connection.execute("select * from item")).one();

            assertThat(row.get("id", Long.class)).isEqualTo(1L);
            assertThat(row.get("id", String.class)).isEqualTo("1");
            assertThat(row.get("price", BigDecimal.class)).isEqualByComparingTo("12.50");
            assertThat(row.get("made_on", LocalDate.class)).isEqualTo(MADE);
            assertThat(row.get("seen_at", LocalDateTime.class)).isEqualTo(SEEN);
            assertThat(row.get("amount", Long.class)).isNull();
        }
    }

    @EngineTest
    @Spec("EN-31")
    void aRowIsARecordByTheNamesOfItsComponents(AsyncEngine engine) {
        insertItem(engine);
        try (var connection = engine.connect()) {
            var result = await(connection.execute("select * from item"));

            var item = result.as(Item.class).getFirst();
            assertThat(item.price()).isEqualByComparingTo("12.50");
            assertThat(item)
                    .usingRecursiveComparison()
                    .ignoringFields("price")
                    .isEqualTo(new Item(1, "weft", BigDecimal.ZERO, MADE, SEEN, null));
            assertThat(result.as(Name.class)).containsExactly(new Name("weft", 1));
            assertThat(result.one().as(Name.class)).isEqualTo(new Name("weft", 1));
        }
    }

    @EngineTest
    @Spec("EN-31")
    void aRowIsAReadOnlyMap(AsyncEngine engine) {
        insertItem(engine);
        try (var connection = engine.connect()) {
            var maps = await(connection.execute("select item_name as label from item"))
                    .mappings();

            assertThat(maps).hasSize(1);
            var map = maps.getFirst();
            assertThat(map.keySet()).map(String::toLowerCase).containsExactly("label");
            assertThat(map.values()).containsExactly("weft");
            assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @EngineTest
    @Spec("EN-31")
    void whatWouldLoseSomethingIsNotConverted(AsyncEngine engine) {
        insertItem(engine);
        try (var connection = engine.connect()) {
            var row = await(connection.execute("select * from item")).one();

            assertThatThrownBy(() -> row.get("price", Integer.class))
                    .isInstanceOf(ConversionFailed.class)
                    .hasMessageContainingAll("ER-315", "Integer")
                    .message()
                    .containsIgnoringCase("price");
            assertThatThrownBy(() -> row.get("item_name", Integer.class)).isInstanceOf(ConversionFailed.class);
            assertThatThrownBy(() -> row.get("item_name", UUID.class)).isInstanceOf(ConversionFailed.class);
            assertThatThrownBy(() -> row.get("amount", int.class)).isInstanceOf(ConversionFailed.class);
        }
    }

    @EngineTest
    @Spec("EN-31")
    void aColumnThatIsNotThereIsNamedAmongThoseThatAre(AsyncEngine engine) {
        insertItem(engine);
        try (var connection = engine.connect()) {
            var result = await(connection.execute("select id, item_name from item"));

            assertThatThrownBy(() -> result.one().get("nme"))
                    .isInstanceOf(UnknownColumn.class)
                    .hasMessageContainingAll("ER-314", "nme")
                    .message()
                    .containsIgnoringCase("item_name");
            assertThatThrownBy(() -> result.one().get(2)).isInstanceOf(UnknownColumn.class);
            assertThatThrownBy(() -> result.as(Stranger.class))
                    .isInstanceOf(UnknownColumn.class)
                    .hasMessageContaining("colour");
        }
    }

    @EngineTest
    @Spec("EN-30")
    void textAndNumbersComeBackAsTheyWent(AsyncEngine engine) {
        var text = "Füße, 織物, 🧵, 'quoted', \\ and ?";
        var numbers = List.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE);
        try (var connection = engine.connect()) {
            await(connection.execute("create table t (id bigint primary key, txt varchar(100))"));
            for (var number : numbers) {
                await(connection.execute("insert into t values (?, ?)", number, text));
            }
            var result = await(connection.execute("select id, txt from t order by id"));

            assertThat(result.scalars(Long.class)).isEqualTo(numbers);
            assertThat(result).allSatisfy(row -> assertThat(row.get("txt")).isEqualTo(text));
            await(connection.commit());
        }
    }
}
