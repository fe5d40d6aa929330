package dev.weft.testing.internal;

import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which backends a test runs in on which database: all of them on SQLite and PostgreSQL, virtual threads everywhere.
 *
 * <p>What a database and a backend have in common is the engine, which does not know the backend; so two databases, one
 * whose driver blocks threads and one whose driver does not, show as much as four. The system property
 * {@code weft.backends=all} asks for every pair.
 */
record Matrix(boolean all) {
    private static final Set<Database> EVERY_BACKEND = EnumSet.of(Database.SQLITE, Database.POSTGRESQL);

    /** The one that the system property asks for. */
    static Matrix asked() {
        var asked = System.getProperty("weft.backends", "some");
        return switch (asked) {
            case "all" -> new Matrix(true);
            case "some" -> new Matrix(false);
            default ->
                throw new IllegalArgumentException(
                        "weft.backends must be \"all\" or \"some\", but was \"%s\".".formatted(asked));
        };
    }

    /** The backends for one database, of those that a test chooses, or of all if it chooses none. */
    Stream<Backend> backends(Database database, Backend[] chosen) {
        return chosen(chosen)
                .filter(backend -> all || backend == Backend.VIRTUAL_THREADS || EVERY_BACKEND.contains(database));
    }

    /** All backends that a test chooses, or all if it chooses none. */
    static Stream<Backend> chosen(Backend[] chosen) {
        return Arrays.stream(Backend.values())
                .filter(backend -> chosen.length == 0 || List.of(chosen).contains(backend));
    }
}
