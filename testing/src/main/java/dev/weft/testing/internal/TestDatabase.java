package dev.weft.testing.internal;

import dev.weft.engine.EngineUrl;
import dev.weft.testing.server.FreshDatabase;
import dev.weft.testing.server.ServerSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** The empty database of one test. */
sealed interface TestDatabase extends AutoCloseable {
    /** Weft's URL of it, with the password in plain text. */
    String url();

    default EngineUrl engineUrl() {
        return EngineUrl.parse(url());
    }

    /** Tells whether it is on a server, which knows its sessions. */
    default boolean onServer() {
        return false;
    }

    /** The sessions the server has with it. */
    default List<ServerSession> sessions() {
        return List.of();
    }

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
        public boolean onServer() {
            return true;
        }

        @Override
        public List<ServerSession> sessions() {
            return database.sessions();
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
