package dev.weft.testing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixTest {
    @Test
    void everyTripleThatExistsIsRunIfThatIsAskedFor() {
        assertThat(ways(new Matrix(true, true)))
                .hasSize((Database.values().length + 1) * Backend.values().length)
                .doesNotHaveDuplicates()
                .contains("PostgreSQL through Vert.x, Reactor");
    }

    @Test
    void everyDatabaseEveryDriverAndEveryBackendIsRunInAnyCase() {
        assertThat(ways(new Matrix(false, true)))
                .hasSize(10)
                .contains("H2, virtual threads", "MariaDB, virtual threads", "SQLite, Vert.x", "PostgreSQL, Reactor")
                .contains("PostgreSQL through Vert.x, virtual threads", "PostgreSQL through Vert.x, Vert.x");
    }

    @Test
    void aNativeDriverThatIsNotThereIsLeftOut() {
        assertThat(ways(new Matrix(false, false))).hasSize(8).noneMatch(way -> way.contains("through"));
    }

    private static List<String> ways(Matrix matrix) {
        return matrix.ways(EnumSet.allOf(Database.class), new Driver[0], new Backend[0])
                .map(Matrix.Way::toString)
                .toList();
    }
}
