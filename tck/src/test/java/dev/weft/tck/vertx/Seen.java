package dev.weft.tck.vertx;

import dev.weft.awaitlet.Coded;
import dev.weft.engine.BatchFailed;
import dev.weft.engine.BatchOutcome;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.IntegrityViolation;
import dev.weft.engine.Result;
import dev.weft.engine.Row;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sees of an answer, as text that can be compared: values with their classes, errors with their codes.
 */
final class Seen {
    private Seen() {}

    static String of(Result result) {
        return (result.returnsRows() ? "rows " : "count ")
                + result.rowCount()
                + result.columns()
                + rows(result.rows())
                + (result.generatedKeys().isEmpty() ? "" : " keys " + keys(result.generatedKeys()));
    }

    static String rows(List<Row> rows) {
        return rows.stream().map(Seen::of).collect(Collectors.joining("; ", "{", "}"));
    }

    private static String keys(List<Row> rows) {
        return rows.getFirst().toMap().keySet() + rows(rows);
    }

    private static String of(Row row) {
        return IntStream.range(0, row.size()).mapToObj(i -> value(row.get(i))).collect(Collectors.joining(", "));
    }

    static String value(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case byte[] bytes -> "byte[] " + Arrays.toString(bytes);
            case List<?> list -> list.stream().map(Seen::value).collect(Collectors.joining(", ", "[", "]"));
            case Object other -> other.getClass().getSimpleName() + " " + other;
        };
    }

    /** The class, the code, the SQLState and the words; without the engine's name, which differs. */
    static String of(Throwable failure) {
        var cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        var text = new StringBuilder(cause.getClass().getSimpleName());
        if (cause instanceof Coded coded) {
            text.append(' ').append(coded.code());
        }
        if (cause instanceof DatabaseError error) {
            text.append(' ').append(error.sqlState().orElse("no state"));
            text.append(error.retryable() ? " retryable" : "");
            text.append(error instanceof IntegrityViolation broken ? " " + broken.kind() : "");
            text.append(error instanceof BatchFailed batch ? " " + outcomes(batch) : "");
        }
        return text.append(": ").append(words(cause)).toString();
    }

    /** Without the engine's name; and an open quote pgjdbc finds before it is sent, and tells in words of its own. */
    private static String words(Throwable failure) {
        return String.valueOf(failure.getMessage())
                .replaceAll("\\(engine \"[^\"]*\", ", "(")
                .replaceAll(
                        "(Unterminated (string literal|identifier)|ERROR: unterminated quoted ).* \\(SQLS", "(SQLS");
    }

    private static List<String> outcomes(BatchFailed failure) {
        return failure.outcomes().stream()
                .map(outcome -> switch (outcome) {
                    case BatchOutcome.Done _ ->
                        "done"; // how many rows, only the native driver tells of what was undone
                    case BatchOutcome.Failed(var error) ->
                        "failed " + error.sqlState().orElse("no state");
                    case BatchOutcome.NotRun _ -> "not run";
                    case BatchOutcome.Unknown _ -> "unknown";
                })
                .toList();
    }
}
