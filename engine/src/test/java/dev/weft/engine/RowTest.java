package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;

@Spec("EN-30")
class RowTest {
    private static Row row(List<String> columns, Object... values) {
        return Result.of(columns, List.of(List.of(values))).one();
    }

    @Test
    void aValueIsFoundByIndexAndByNameInAnyCase() {
        var row = row(List.of("id", "Create_Date"), 1, "a");

        assertThat(row.get(1)).isEqualTo("a");
        assertThat(row.get("CREATE_DATE")).isEqualTo("a");
        assertThat(row.get("ID", Long.class)).isEqualTo(1L);
        assertThat(row.get(0, int.class)).isEqualTo(1);
        assertThat(row.size()).isEqualTo(2);
    }

    @Test
    void theExactNameGoesBeforeAnyCase() {
        var row = row(List.of("a", "A"), 1, 2);

        assertThat(row.get("a")).isEqualTo(1);
        assertThat(row.get("A")).isEqualTo(2);
    }

    @Test
    void aNameThatTwoColumnsHaveIsAnErrorAndNoGuess() {
        var row = row(List.of("id", "id"), 1, 2);

        assertThatThrownBy(() -> row.get("id"))
                .isInstanceOf(UnknownColumn.class)
                .hasMessageStartingWith("[ER-314]")
                .hasMessageContaining("more than one");
        assertThatThrownBy(row::toMap).isInstanceOf(UnknownColumn.class);
        assertThat(row.get(1)).isEqualTo(2);
    }

    @Test
    void anUnknownColumnIsAnErrorThatListsThem() {
        var row = row(List.of("id", "data"), 1, 2);

        assertThatThrownBy(() -> row.get("name"))
                .isInstanceOf(UnknownColumn.class)
                .hasMessageContaining("\"name\"")
                .hasMessageContaining("id, data");
        assertThatThrownBy(() -> row.get(2)).isInstanceOf(UnknownColumn.class).hasMessageContaining("index 2");
        assertThatThrownBy(() -> row.get(-1)).isInstanceOf(UnknownColumn.class);
    }

    record Key(long id) {}

    record Named(String name, int id) {}

    @Test
    void rowsOfOneResultAreMappedToOneRecordAfterTheOther() {
        var rows = Result.of(List.of("id", "name"), List.of(List.of(1, "a"), List.of(2, "b")))
                .rows();

        assertThat(rows.getFirst().as(Key.class)).isEqualTo(new Key(1));
        assertThat(rows.getFirst().as(Named.class)).isEqualTo(new Named("a", 1));
        assertThat(rows.getLast().as(Named.class)).isEqualTo(new Named("b", 2));
        assertThat(rows.getLast().as(Key.class)).isEqualTo(new Key(2));
    }

    @Test
    void rowsAreEqualByTheirValues() {
        var row = row(List.of("id", "bytes"), 1, new byte[] {1, 2});

        assertThat(row)
                .isEqualTo(row(List.of("a", "b"), 1, new byte[] {1, 2}))
                .hasSameHashCodeAs(row(List.of("a", "b"), 1, new byte[] {1, 2}))
                .isNotEqualTo(row(List.of("id", "bytes"), 1, new byte[] {1, 3}))
                .isNotEqualTo("row");
    }

    @Test
    void theStringFormNamesTheColumns() {
        assertThat(row(List.of("id", "bytes"), 1, new byte[3])).hasToString("Row[id=1, bytes=byte[3]]");
    }
}
