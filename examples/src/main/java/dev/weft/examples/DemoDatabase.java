package dev.weft.examples;

import dev.weft.testing.server.EmbeddedMariaDb;
import dev.weft.testing.server.EmbeddedPostgres;
import dev.weft.testing.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Where the demo finds its databases, and what of them it takes away afterwards. For one thread. */
final class DemoDatabase implements AutoCloseable {
    private static final String EMBEDDED = "embedded:";

    private final @Nullable String asked;
    private final Deque<Undo> undo = new ArrayDeque<>();
    private @Nullable String url;
    private @Nullable String sqliteUrl;

    /**
     * Opens nothing yet.
     *
     * @param asked the URL asked for, {@code embedded:postgresql}, {@code embedded:mariadb}, or null for SQLite
     */
    DemoDatabase(@Nullable String asked) {
        this.asked = asked;
    }

    /** The URL to run on; a server is started when it is first asked for. */
    String url() throws IOException {
        if (url == null) {
            url = open();
        }
        return url;
    }

    /** The URL of a SQLite database: the one asked for, or one in a temporary folder. */
    String sqliteUrl() throws IOException {
        if (asked != null && asked.startsWith("sqlite:")) {
            return asked;
        }
        if (sqliteUrl == null) {
            var folder = Files.createTempDirectory("weft-demo");
            undo.push(() -> delete(folder));
            sqliteUrl = "sqlite:///" + folder.resolve("demo.db");
        }
        return sqliteUrl;
    }

    private String open() throws IOException {
        if (asked == null) {
            return sqliteUrl();
        }
        return switch (asked) {
            case EMBEDDED + "postgresql" -> fresh(EmbeddedPostgres.shared());
            case EMBEDDED + "mariadb" -> fresh(EmbeddedMariaDb.shared());
            default -> {
                if (asked.startsWith(EMBEDDED)) {
                    throw new IllegalArgumentException("There is no embedded server \""
                            + asked.substring(EMBEDDED.length()) + "\": it is postgresql or mariadb.");
                }
                yield asked;
            }
        };
    }

    private String fresh(EmbeddedServer server) {
        var database = server.freshDatabase();
        undo.push(database::close);
        return database.url();
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Override
    public void close() throws IOException {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    @FunctionalInterface
    private interface Undo {
        void run() throws IOException;
    }
}
