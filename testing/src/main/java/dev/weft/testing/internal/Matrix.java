package dev.weft.testing.internal;

import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Through which drivers, and in which backends, a test runs on which database: through all drivers that are here in
 * virtual threads, through the JDBC driver in all backends on SQLite and PostgreSQL, and through Vert.x in Vert.x.
 *
 * <p>What a database and a backend have in common is the engine, which does not know the backend; so two databases, one
 * whose driver blocks threads and one whose driver does not, show as much as four. The system property
 * {@code weft.backends=all} asks for every pair; {@code weft.drivers=hosted} leaves native drivers out.
 */
record Matrix(boolean allBackends, boolean nativeDrivers) {
    private static final Set<Database> EVERY_BACKEND = EnumSet.of(Database.SQLITE, Database.POSTGRESQL);

    /** One way to run a test. */
    record Way(Database database, Driver driver, Backend backend) {
        @Override
        public String toString() {
            return database + (driver == Driver.HOSTED ? ", " : " through " + driver + ", ") + backend;
        }
    }

    /** The one that the system properties ask for. */
    static Matrix asked() {
        return new Matrix(
                asked("weft.backends", "all", "some"), asked("weft.drivers", "all", "hosted") && Natives.HERE);
    }

    private static boolean asked(String property, String all, String some) {
        var asked = System.getProperty(property, property.equals("weft.drivers") ? all : some);
        if (!asked.equals(all) && !asked.equals(some)) {
            throw new IllegalArgumentException(
                    "%s must be \"%s\" or \"%s\", but was \"%s\".".formatted(property, all, some, asked));
        }
        return asked.equals(all);
    }

    /** The ways to run a test that chooses some databases, drivers and backends, or all of a kind if it names none. */
    Stream<Way> ways(Collection<Database> databases, Driver[] drivers, Backend[] backends) {
        return databases.stream()
                .flatMap(database -> chosen(Driver.values(), drivers)
                        .filter(driver -> driver.reaches(database) && (nativeDrivers || driver == Driver.HOSTED))
                        .flatMap(driver -> chosen(Backend.values(), backends)
                                .filter(backend -> allBackends || isShown(database, driver, backend))
                                .map(backend -> new Way(database, driver, backend))));
    }

    private static boolean isShown(Database database, Driver driver, Backend backend) {
        return backend == Backend.VIRTUAL_THREADS
                || (driver == Driver.HOSTED ? EVERY_BACKEND.contains(database) : backend == Backend.VERTX);
    }

    /** Those of a kind that a test chooses, or all if it chooses none. */
    static <T> Stream<T> chosen(T[] all, T[] chosen) {
        return Arrays.stream(all)
                .filter(one -> chosen.length == 0 || List.of(chosen).contains(one));
    }
}
