package dev.weft.vertx.internal.pg;

import io.vertx.core.Completable;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.internal.RowDesc;
import io.vertx.sqlclient.internal.command.CommandBase;
import io.vertx.sqlclient.internal.command.CompositeCommand;
import io.vertx.sqlclient.internal.command.PrepareStatementCommand;
import io.vertx.sqlclient.internal.command.SimpleQueryCommand;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** How statements are sent on one connection: prepared, and after the BEGIN that is due; confined to its loop. */
final class Statements {
    private final Session session;
    private final StatementCache cache;
    private final UserTypes types;
    private volatile @Nullable String begin;
    private @Nullable Throwable beginFailure;
    private @Nullable CompositeCommand together;

    Statements(Session session, UserTypes types) {
        this.session = session;
        this.cache = new StatementCache(session, session.options().asked().cachedStatements());
        this.types = types;
    }

    StatementCache cache() {
        return cache;
    }

    /** Has a transaction begun with the next statement, in one go; from any thread. */
    void beginWithNextStatement(String sql) {
        begin = sql;
    }

    /** Whether a BEGIN is due, that nobody has sent. */
    boolean beginPending() {
        return begin != null;
    }

    void forgetBegin() {
        begin = null;
    }

    /** Sends a command, behind the BEGIN if one is due. */
    <R> void send(CommandBase<R> command, Completable<R> handler) {
        var due = begin;
        if (due == null && together == null) {
            session.send(command, handler);
            return;
        }
        var both = together == null ? new CompositeCommand() : together;
        if (due != null) {
            begin(due, both);
        }
        both.add(command, handler);
        if (together == null) {
            session.sendTogether(both);
        }
    }

    /** Keeps back what is sent from now on, until it is flushed in one go. */
    void gather() {
        together = new CompositeCommand();
    }

    void flush() {
        var gathered = together;
        together = null;
        if (gathered != null && !gathered.commands().isEmpty()) {
            session.sendTogether(gathered);
        }
    }

    private void begin(String due, CompositeCommand both) {
        begin = null;
        var results = new NoRows(session);
        both.add(new SimpleQueryCommand<>(due, false, false, NoRows.COLLECTOR, results), (_, failure) -> {
            beginFailure = failure;
        });
    }

    /** Why the statement that failed did so: because of the BEGIN that went with it, if that failed. */
    Throwable cause(Throwable failure) {
        var first = beginFailure;
        beginFailure = null;
        return first == null ? failure : first;
    }

    /** Runs SQL that has neither parameters nor rows. */
    void run(String sql, NoRows results, Completable<Boolean> handler) {
        send(new SimpleQueryCommand<>(sql, false, false, NoRows.COLLECTOR, results), handler);
    }

    /** Has the server prepare a statement for parameters of some types. */
    void prepare(
            StatementCache.Entry entry, int[] parameterTypes, Consumer<Prepared> prepared, Consumer<Throwable> failed) {
        var command = new PrepareStatementCommand(
                entry.sql().text(), null, cache.keeps(), Collections.nCopies(parameterTypes.length, Object.class));
        session.wire().nextParse(parameterTypes);
        send(command, (statement, failure) -> {
            if (failure != null) {
                failed.accept(failure);
                return;
            }
            var columnTypes = session.wire().columnTypes();
            resolve(
                    columnTypes,
                    () -> {
                        var made = new Prepared(
                                statement, parameterTypes, names(statement.rowDesc()), readers(columnTypes));
                        if (cache.keeps()) {
                            entry.prepared().add(made);
                        }
                        prepared.accept(made);
                    },
                    failed);
        });
    }

    private void resolve(int[] columnTypes, Runnable then, Consumer<Throwable> failed) {
        var unknown = types.unknown(columnTypes);
        if (unknown.length == 0) {
            then.run();
            return;
        }
        var rows = Collector.<Row, UserTypes, UserTypes>of(() -> types, UserTypes::answer, (a, _) -> a, a -> a);
        session.send(
                new SimpleQueryCommand<>(
                        UserTypes.question(unknown), false, false, rows, new Counted<UserTypes>(session)),
                (_, failure) -> {
                    if (failure == null) {
                        then.run();
                    } else {
                        failed.accept(failure);
                    }
                });
    }

    private ColumnReader[] readers(int[] columnTypes) {
        var readers = new ColumnReader[columnTypes.length];
        for (var i = 0; i < readers.length; i++) {
            readers[i] = Integer.compareUnsigned(columnTypes[i], Oid.FIRST_OF_USERS) >= 0
                    ? types.reader(columnTypes[i])
                    : ColumnReader.of(columnTypes[i]);
        }
        return readers;
    }

    private static List<String> names(@Nullable RowDesc columns) {
        return columns == null ? List.of() : List.copyOf(columns.columnNames());
    }
}
