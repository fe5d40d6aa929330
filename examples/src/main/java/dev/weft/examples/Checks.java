package dev.weft.examples;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the program did, on the screen: its steps, its rows, and checks that are counted.
 *
 * <p>Safe for use by many threads.
 */
final class Checks {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final List<String> EXPECTED = List.of("a1", "a2", "a3");

    private final PrintWriter out;
    private final Style style;
    private final AtomicInteger passed = new AtomicInteger();

    Checks(PrintWriter out, Style style) {
        this.out = out;
        this.style = style;
    }

    /** The number of checks that passed. */
    int passed() {
        return passed.get();
    }

    /** Prints a line over what follows. */
    void heading(String title) {
        line("");
        line(style.bold(title));
    }

    /** Prints what has been done, where there is nothing to check. */
    void step(String what) {
        line("  " + style.step() + " " + what);
    }

    /** Prints how long the steps under the last heading took. */
    void took(Duration time) {
        line("    " + style.dim(time.toMillis() + " ms"));
    }

    /** Checks that something is as it should be. */
    void equal(String what, Object expected, Object actual) {
        check(what + ": " + actual, Objects.equals(expected, actual), "expected " + expected);
    }

    /** Prints entities read from table {@code a}, and checks them as {@link #rows} does. */
    void entities(String where, List<A> entities) {
        rows(
                where,
                entities.stream()
                        .map(a -> new Row(a.getId(), a.getData(), a.getCreateDate()))
                        .toList());
    }

    /** Prints the rows of table {@code a}, and checks that they are a1, a2 and a3, with what the server set. */
    void rows(String where, List<Row> rows) {
        for (var row : rows) {
            var time = row.createDate() == null ? "-" : TIME.format(row.createDate());
            line("       %s  %s  %s".formatted(row.id(), row.data(), time));
        }
        equal(where + ": data in order", EXPECTED, rows.stream().map(Row::data).toList());
        check(
                where + ": the server set every key and time",
                rows.stream().allMatch(row -> row.id() != null && row.createDate() != null),
                "one is missing");
    }

    private void check(String what, boolean holds, String otherwise) {
        if (!holds) {
            throw new CheckFailed(what + ", but " + otherwise);
        }
        passed.incrementAndGet();
        line("  " + style.check() + " " + what);
    }

    /** Prints a line as it is. */
    void line(String line) {
        out.println(line);
        out.flush();
    }

    /** A row of table {@code a}. */
    record Row(
            @Nullable Integer id,
            @Nullable String data,
            @Nullable LocalDateTime createDate) {}

    /** The failure of a check. */
    static final class CheckFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CheckFailed(String message) {
            super(message);
        }
    }
}
