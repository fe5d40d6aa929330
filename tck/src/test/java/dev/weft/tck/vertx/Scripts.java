package dev.weft.tck.vertx;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncTransaction;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.Sql;
import dev.weft.engine.TransactionOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Reads the scripts in the resources: a statement on each line, which goes on in those that are indented, and commands.
 *
 * <ul>
 *   <li>{@code \begin [modes]}, {@code \nested}, {@code \end commit|rollback}: transactions of the connection
 *   <li>{@code \commit}, {@code \rollback}, {@code \autocommit}: calls of the connection
 *   <li>{@code \keys [a,b] : sql}, {@code \most n : sql}, {@code \stream n : sql}, {@code \all sql}: a statement, and
 *       what is wanted of it
 *   <li>{@code \other sql}, {@code \othercommit}: on a connection beside
 * </ul>
 */
final class Scripts {
    private Scripts() {}

    static List<Step> read(String name) throws IOException {
        var steps = new ArrayList<Step>();
        for (var line : lines(name)) {
            steps.add(line.startsWith("\\") ? command(line.substring(1)) : Step.run(line));
        }
        return steps;
    }

    private static List<String> lines(String name) throws IOException {
        String text;
        try (var in = Scripts.class.getResourceAsStream("scripts/" + name)) {
            if (in == null) {
                throw new IOException("no script " + name);
            }
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        var joined = text.replaceAll("\n[ ]+", " ");
        return joined.lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    private static Step command(String line) {
        var space = line.indexOf(' ');
        var word = space < 0 ? line : line.substring(0, space);
        var rest = space < 0 ? "" : line.substring(space + 1);
        return switch (word) {
            case "begin" -> started(line, connection -> connection.begin(modes(rest)));
            case "nested" -> started(line, AsyncConnection::beginNested);
            case "end" ->
                Step.done(
                        line,
                        rest.equals("commit")
                                ? talk -> talk.innermost().commit()
                                : talk -> talk.innermost().rollback());
            case "commit" -> Step.done(line, talk -> talk.connection().commit());
            case "rollback" -> Step.done(line, talk -> talk.connection().rollback());
            case "autocommit" ->
                Step.done(line, talk -> {
                    talk.autocommit();
                    return CompletableFuture.completedFuture(null);
                });
            case "other" -> Step.beside(rest, other -> other.execute(rest));
            case "othercommit" -> Step.beside(line, AsyncConnection::commit);
            case "all" -> Step.all(rest);
            case "keys", "most", "stream" -> wanting(word, rest);
            default -> throw new IllegalArgumentException("no command \\" + line);
        };
    }

    private static Step started(String line, java.util.function.Function<AsyncConnection, AsyncTransaction> begin) {
        return Step.done(line, talk -> {
            var transaction = begin.apply(talk.connection());
            talk.begun(transaction);
            return transaction.start();
        });
    }

    private static Step wanting(String word, String rest) {
        var colon = rest.indexOf(": ");
        var what = rest.substring(0, colon).strip();
        var sql = rest.substring(colon + 2);
        return switch (word) {
            case "keys" ->
                Step.run("keys " + rest, Sql.of(sql).returningKeys(what.isEmpty() ? new String[0] : what.split(",")));
            case "most" -> Step.run("most " + rest, Sql.of(sql).maxRows(Integer.parseInt(what)));
            default -> Step.stream(Integer.parseInt(what), sql);
        };
    }

    private static TransactionOptions modes(String words) {
        var options = TransactionOptions.defaults();
        if (words.contains("serializable")) {
            options = options.withIsolation(IsolationLevel.SERIALIZABLE);
        }
        if (words.contains("repeatable read")) {
            options = options.withIsolation(IsolationLevel.REPEATABLE_READ);
        }
        if (words.contains("read only")) {
            options = options.withReadOnly(true);
        }
        return words.contains("deferrable") ? options.withDeferrable(true) : options;
    }
}
