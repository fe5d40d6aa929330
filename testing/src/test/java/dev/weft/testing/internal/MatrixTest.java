package dev.weft.testing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixTest {
    @Test
    void everyPairOfDatabaseAndBackendIsRunIfThatIsAskedFor() {
        assertThat(pairs(new Matrix(true)))
                .hasSize(Database.values().length * Backend.values().length)
                .doesNotHaveDuplicates();
    }

    @Test
    void everyDatabaseAndEveryBackendIsRunInAnyCase() {
        assertThat(pairs(new Matrix(false)))
                .hasSize(8)
                .contains("H2, virtual threads", "MariaDB, virtual threads", "SQLite, Vert.x", "PostgreSQL, Reactor");
    }

    private static List<String> pairs(Matrix matrix) {
        var pairs = new ArrayList<String>();
        for (var database : Database.values()) {
            matrix.backends(database, new Backend[0]).forEach(backend -> pairs.add(database + ", " + backend));
        }
        return pairs;
    }
}
