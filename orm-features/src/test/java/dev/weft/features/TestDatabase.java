package dev.weft.features;

import dev.weft.testing.Database;
import dev.weft.testing.LeakWatch;
import dev.weft.testing.server.EmbeddedMariaDb;
import dev.weft.testing.server.EmbeddedPostgres;
import dev.weft.testing.server.EmbeddedServer;
import dev.weft.testing.server.FreshDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;

/** The two new databases of an area: the one that its tests use, and a further one. */
sealed interface TestDatabase extends AutoCloseable {
    static TestDatabase fresh(Database kind) {
        return switch (kind) {
            case SQLITE -> Folder.create();
            case H2 -> new Memory("features_" + UUID.randomUUID().toString().replace("-", ""));
            case POSTGRESQL -> OnServer.on(EmbeddedPostgres.shared());
            case MARIADB -> OnServer.on(EmbeddedMariaDb.shared());
        };
    }

    String url();

    String furtherUrl();

    default void watchSessions(LeakWatch leaks) {}

    @Override
    void close();

    /** SQLite, in files of a folder of its own. */
    record Folder(Path path) implements TestDatabase {
        static Folder create() {
            try {
                return new Folder(Files.createTempDirectory("weft-features-"));
            } catch (IOException failed) {
                throw new UncheckedIOException("Cannot make a folder for SQLite's files", failed);
            }
        }

        @Override
        public String url() {
            return "sqlite:///" + path.resolve("one.db");
        }

        @Override
        public String furtherUrl() {
            return "sqlite:///" + path.resolve("two.db");
        }

        @Override
        public void close() {
            try (var files = Files.walk(path)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException failed) {
                throw new UncheckedIOException("Cannot delete SQLite's files", failed);
            }
        }
    }

    /** H2 in memory, which ends with the last connection. */
    record Memory(String name) implements TestDatabase {
        @Override
        public String url() {
            return "h2:mem:" + name;
        }

        @Override
        public String furtherUrl() {
            return "h2:mem:" + name + "_two";
        }

        @Override
        public void close() {}
    }

    /** Databases on an embedded server. */
    record OnServer(FreshDatabase one, FreshDatabase two) implements TestDatabase {
        static OnServer on(EmbeddedServer server) {
            return new OnServer(server.freshDatabase(), server.freshDatabase());
        }

        @Override
        public String url() {
            return one.url();
        }

        @Override
        public String furtherUrl() {
            return two.url();
        }

        @Override
        public void watchSessions(LeakWatch leaks) {
            leaks.watchSessions(one).watchSessions(two);
        }

        @Override
        public void close() {
            one.close();
            two.close();
        }
    }
}
