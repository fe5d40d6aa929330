package dev.weft.benchmarks.compare;

import dev.weft.engine.EngineUrl;
import dev.weft.engine.InvalidUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is given on the command line, looked at before an hour of measuring and not after it. */
final class Inputs {
    private Inputs() {}

    /** What was given is of no use. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message);
        }
    }

    /** A run that was kept, named by an option. */
    static Optional<Report> run(String option, @Nullable Path file) throws Unusable {
        if (file == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Report.parse(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new Unusable(option + " " + file + " cannot be read: " + unreadable);
        } catch (IllegalArgumentException wrong) {
            throw new Unusable(option + " " + file + " cannot be read: " + wrong.getMessage());
        }
    }

    /** A URL of a PostgreSQL, or nothing. */
    static void checkUrl(String url) throws Unusable {
        if (url.isEmpty()) {
            return;
        }
        try {
            if (!EngineUrl.parse(url).dialect().equals("postgresql")) {
                throw new Unusable("--url must begin with postgresql:");
            }
        } catch (InvalidUrl invalid) {
            throw new Unusable("--url: " + invalid.getMessage());
        }
    }

    /** A file that can be written, or none. */
    static void checkWritable(@Nullable Path file) throws Unusable {
        if (file == null) {
            return;
        }
        var folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        if (!Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new Unusable("cannot write " + file);
        }
    }
}
