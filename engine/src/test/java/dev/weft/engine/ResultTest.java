package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultTest {
    private static final Result THREE =
            Result.of(List.of("id", "create_date"), List.of(List.of(1, "a"), List.of(2, "b"), List.of(3, "c")));
    private static final Result NONE = Result.of(List.of("id"), List.of());

    record Plain(long id, String createDate) {}

    record Wider(long id, String missing) {}

    record Primitive(int n) {}

    record Choosy(int n) {
        Choosy {
            if (n < 0) {
                throw new IllegalStateException("negative");
            }
        }
    }

    @Test
    @Spec("EN-30")
    void rowsAreReadInOrderAndMoreThanOnce() {
        var ids = new ArrayList<@Nullable Object>();
        THREE.forEach(row -> ids.add(row.get("id")));
        THREE.forEach(row -> ids.add(row.get(0)));

        assertThat(ids).containsExactly(1, 2, 3, 1, 2, 3);
        assertThat(THREE.size()).isEqualTo(3);
        assertThat(THREE.columns()).containsExactly("id", "create_date");
    }

    @Test
    @Spec("EN-33")
    void oneIsTheOnlyRow() {
        var one = Result.of(List.of("id"), List.of(List.of(7)));

        assertThat(one.one().get(0)).isEqualTo(7);
        assertThat(one.oneOrNone()).contains(one.one());
    }

    @Test
    @Spec("EN-33")
    void oneOfNoneAndOneOfManyAreTwoErrors() {
        assertThatThrownBy(NONE::one).isInstanceOf(NoResult.class).hasMessageStartingWith("[ER-309]");
        assertThatThrownBy(THREE::one)
                .isInstanceOf(MultipleResults.class)
                .hasMessageStartingWith("[ER-310]")
                .hasMessageContaining("has 3");
        assertThatThrownBy(THREE::oneOrNone).isInstanceOf(MultipleResults.class);
        assertThat(NONE.oneOrNone()).isEmpty();
    }

    @Test
    @Spec("EN-33")
    void firstAndScalarIgnoreTheRest() {
        assertThat(THREE.first()).contains(THREE.rows().getFirst());
        assertThat(THREE.scalar()).contains(1);
        assertThat(THREE.scalar(String.class)).contains("1");
        assertThat(NONE.first()).isEmpty();
        assertThat(NONE.scalar()).isEmpty();
        assertThat(NONE.scalar(Long.class)).isEmpty();
    }

    @Test
    @Spec("EN-31")
    void scalarsAreTheFirstColumnWithNullForNull() {
        var result = Result.of(List.of("n"), List.of(Arrays.asList((Object) null), List.of(2)));

        assertThat(result.scalars(Long.class)).containsExactly(null, 2L);
        assertThat(result.scalar(Long.class)).isEmpty();
    }

    @Test
    @Spec({"EN-31", "EN-32"})
    void mappingsAreReadOnlyAndInTheOrderOfTheColumns() {
        var first = THREE.mappings().getFirst();

        assertThat(first).containsExactly(Map.entry("id", 1), Map.entry("create_date", "a"));
        assertThatThrownBy(() -> first.put("id", 2)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @Spec("EN-31")
    void recordsAreFilledByNameInAnyCaseAndWithoutUnderscores() {
        var upper = Result.of(List.of("CREATE_DATE", "other", "ID"), List.of(List.of("a", 0, 1)));

        assertThat(THREE.as(Plain.class)).startsWith(new Plain(1, "a")).hasSize(3);
        assertThat(upper.as(Plain.class)).containsExactly(new Plain(1, "a"));
        assertThat(upper.one().as(Plain.class)).isEqualTo(new Plain(1, "a"));
        assertThat(NONE.as(Plain.class)).isEmpty();
    }

    @Test
    @Spec("EN-31")
    void aComponentWithoutAColumnIsAnErrorThatListsTheColumns() {
        assertThatThrownBy(() -> THREE.as(Wider.class))
                .isInstanceOf(UnknownColumn.class)
                .hasMessageContaining("\"missing\"")
                .hasMessageContaining("id, create_date");
    }

    @Test
    @Spec("EN-31")
    void nullIsNoPrimitiveComponent() {
        var result = Result.of(List.of("n"), List.of(Arrays.asList((Object) null)));

        assertThatThrownBy(() -> result.as(Primitive.class))
                .isInstanceOf(ConversionFailed.class)
                .hasMessageContaining("NULL of column \"n\"");
    }

    @Test
    void whatARecordsConstructorThrowsIsThrownOn() {
        var result = Result.of(List.of("n"), List.of(List.of(-1)));

        assertThatThrownBy(() -> result.as(Choosy.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("negative");
    }

    @Test
    void aRecordOfAModuleThatIsNotOpenIsRefusedWithTheLineToAdd() throws ClassNotFoundException {
        var hidden = Class.forName("java.util.stream.Collectors$CollectorImpl").asSubclass(Record.class);

        assertThatThrownBy(() -> THREE.as(hidden))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"opens java.util.stream")
                .hasMessageContaining("module-info of java.base");
    }

    @Test
    @Spec("EN-35")
    void aStatementThatIsNoQueryTellsItsRowCount() {
        var result = Result.ofCount(5);

        assertThat(result.returnsRows()).isFalse();
        assertThat(result.rowCount()).isEqualTo(5);
        assertThat(result.rows()).isEmpty();
        assertThat(result.columns()).isEmpty();
        assertThat(result.generatedKeys()).isEmpty();
        assertThatThrownBy(result::one).isInstanceOf(NoResult.class).hasMessageContaining("not a query");
    }

    @Test
    @Spec("EN-35")
    void aQueryReturnsRowsEvenIfThereAreNone() {
        assertThat(NONE.returnsRows()).isTrue();
        assertThat(NONE.rowCount()).isEqualTo(-1);
    }

    @Test
    @Spec("EN-35")
    void generatedKeysAreRows() {
        var result = Result.ofCount(3, THREE);

        assertThat(result.rowCount()).isEqualTo(3);
        assertThat(result.generatedKeys()).extracting(row -> row.get("id")).containsExactly(1, 2, 3);
    }

    @Test
    void aResultDoesNotChangeWithTheListsItWasMadeOf() {
        var row = new ArrayList<@Nullable Object>(List.of(1));
        var rows = new ArrayList<List<@Nullable Object>>(List.of(row));
        var result = Result.of(List.of("id"), rows);
        row.set(0, 2);
        rows.clear();

        assertThat(result.one().get(0)).isEqualTo(1);
        assertThatThrownBy(() -> result.rows().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aRowWithAnotherNumberOfValuesThanColumnsIsRefused() {
        assertThatThrownBy(() -> Result.of(List.of("id"), List.of(List.of(1, 2))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Result.of(List.of(), List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Spec({"EN-30", "EN-33"})
    void scalarOneIsTheFirstColumnOfTheOnlyRow() {
        assertThat(Result.of(List.of("n"), List.of(List.of(7))).scalarOne(Long.class))
                .isEqualTo(7);
        assertThat(Result.of(List.of("n"), List.of(Arrays.<@Nullable Object>asList((Object) null)))
                        .scalarOne(Long.class))
                .isNull();
        assertThatThrownBy(() -> NONE.scalarOne(Long.class)).isInstanceOf(NoResult.class);
        assertThatThrownBy(() -> THREE.scalarOne(Long.class)).isInstanceOf(MultipleResults.class);
    }

    @Test
    @Spec("EN-30")
    void partitionsHoldEveryRowOnce() {
        assertThat(THREE.partitions(2))
                .containsExactly(THREE.rows().subList(0, 2), THREE.rows().subList(2, 3));
        assertThat(THREE.partitions(3)).containsExactly(THREE.rows());
        assertThat(THREE.partitions(Integer.MAX_VALUE)).containsExactly(THREE.rows());
        assertThat(NONE.partitions(2)).isEmpty();
        assertThatThrownBy(() -> THREE.partitions(0)).hasMessage("size must be at least 1, but was 0");
    }

    @Test
    @Spec("EN-31")
    void columnsAreChosenByNameAndPutInOrder() {
        var chosen = THREE.columns("CREATE_DATE", "id");

        assertThat(chosen.columns()).containsExactly("create_date", "id");
        assertThat(chosen.mappings()).first().hasToString("{create_date=a, id=1}");
        assertThat(THREE.columns("id").scalars(Integer.class)).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> THREE.columns("id", "nothing")).isInstanceOf(UnknownColumn.class);
    }

    @Test
    @Spec({"EN-31", "EN-33"})
    void rowsAreMergedOnlyWhereThatIsAskedFor() {
        var twice = THREE.merge(THREE);

        assertThat(twice.size()).isEqualTo(6);
        assertThat(twice.unique().rows()).isEqualTo(THREE.rows());
        assertThat(twice.unique(row -> Objects.equals(row.get(0), 2)).scalars(Integer.class))
                .containsExactly(1, 2);
    }

    @Test
    @Spec("EN-31")
    void onlyResultsWithTheSameColumnsAreMerged() {
        assertThat(NONE.merge(Result.of(List.of("id"), List.of(List.of(7)))).scalars(Integer.class))
                .containsExactly(7);
        assertThatThrownBy(() -> NONE.merge(THREE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[id]")
                .hasMessageContaining("create_date");
    }
}
