package dev.weft.testing.internal;

import dev.weft.testing.LeakWatch;
import dev.weft.testing.server.FreshDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.function.Consumer;

/** The empty database of one test. */
sealed interface TestDatabase extends AutoCloseable {
    /** Weft's URL of it, with the password in plain text. */
    String url();

    /** Has its sessions watched, if it is on a server, which knows them. */
    default void watchSessions(LeakWatch leaks) {}

    /** Tells that nothing uses it any more, so that it may be emptied and used again. */
    default void reusable() {}

    /** Gives it up. */
    @Override
    void close();

    /** SQLite, in a folder of its own because of the files it makes beside the database. */
    record SqliteFile(Path folder) implements TestDatabase {
        static SqliteFile create() {
            try {
                return new SqliteFile(Files.createTempDirectory("weft-test-"));
            } catch (IOException failed) {
                throw new UncheckedIOException("Cannot make a folder for SQLite's file", failed);
            }
        }

        @Override
        public String url() {
            return "sqlite:///" + folder.resolve("test.db");
        }

        @Override
        public void close() {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException failed) {
                throw new UncheckedIOException("Cannot delete SQLite's files", failed);
            }
        }
    }

    /** H2 in memory, which ends with the last connection. */
    record H2Memory(String name) implements TestDatabase {
        static H2Memory create() {
            return new H2Memory("test_" + UUID.randomUUID().toString().replace("-", ""));
        }

        @Override
        public String url() {
            return "h2:mem:" + name;
        }

        @Override
        public void close() {}
    }

    /** A database on an embedded server; it goes back to the spare ones if it can be used again. */
    final class OnServer implements TestDatabase {
        private final FreshDatabase database;
        private final Consumer<FreshDatabase> spares;
        private boolean reusable; // touched by JUnit's thread only

        OnServer(FreshDatabase database, Consumer<FreshDatabase> spares) {
            this.database = database;
            this.spares = spares;
        }

        @Override
        public String url() {
            return database.url();
        }

        @Override
        public void watchSessions(LeakWatch leaks) {
            var _ = leaks.watchSessions(database);
        }

        @Override
        public void reusable() {
            reusable = true;
        }

        @Override
        public void close() {
            if (reusable) {
                database.clear();
                spares.accept(database);
            } else {
                database.close();
            }
        }
    }
}
