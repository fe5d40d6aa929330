package dev.weft.vertx.internal.pg;

import dev.weft.engine.FeatureRefused;
import dev.weft.engine.ParameterMismatch;
import dev.weft.engine.spi.NumberedSql;
import dev.weft.engine.spi.StatementCall;
import dev.weft.engine.spi.WantedKeys;
import io.vertx.sqlclient.internal.command.CloseStatementCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The statements that a connection has prepared, of which those used least recently go first; confined to its loop. */
final class StatementCache {
    private final Session session;
    private final int most;
    private final SequencedMap<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /** @param most how many texts are kept; 0 for none */
    StatementCache(Session session, int most) {
        this.session = session;
        this.most = most;
    }

    /** A text, and what was prepared of it: more than one only where the types of its parameters differ. */
    record Entry(NumberedSql sql, List<Prepared> prepared) {
        /**
         * Checks that it can be run.
         *
         * @throws ParameterMismatch if it wants another number of parameters (ER-313)
         * @throws Unsent if the protocol has no place for it
         * @throws FeatureRefused if it would put the client's codec out of step (ER-601)
         */
        void check(String original, int given) throws Unsent {
            Unsent.check(original, given);
            if (sql.parameters() != given) {
                throw new ParameterMismatch(original, sql.parameters(), given);
            }
            if (sql.several()) {
                throw new FeatureRefused(
                        "The driver postgresql+vertx runs one statement at a time, and this text holds several.",
                        "Run them one by one; in a pipeline they share round trips.");
            }
            if (sql.copiesToClient()) {
                throw new FeatureRefused(
                        "COPY from STDIN or to STDOUT cannot go through the driver postgresql+vertx.",
                        "Use the driver postgresql:// for it, COPY with a file of the server, or a batch of inserts.");
            }
        }

        @Nullable
        Prepared find(int[] types) {
            for (var each : prepared) {
                if (each.takes(types)) {
                    return each;
                }
            }
            return null;
        }
    }

    /** What a statement is known by. */
    private record Key(String sql, WantedKeys keys) {}

    /** What is known of a statement that is about to be run. */
    Entry entry(StatementCall call) {
        var key = new Key(call.sql(), call.keys());
        var entry = entries.get(key);
        if (entry == null) {
            entry = new Entry(NumberedSql.of(call.sql(), PgDialect.NAME, call.keys()), new ArrayList<>(1));
            if (most > 0) {
                entries.put(key, entry);
                if (entries.size() > most) {
                    close(entries.pollFirstEntry().getValue());
                }
            }
        }
        if (entry.sql().changesSession()) {
            session.wire().touchSettings();
        }
        return entry;
    }

    /** Whether prepared statements have names, and are used again. */
    boolean keeps() {
        return most > 0;
    }

    void forget(StatementCall call) {
        var entry = entries.remove(new Key(call.sql(), call.keys()));
        if (entry != null) {
            close(entry);
        }
    }

    /** All of them are gone from the server. */
    void forgetAll() {
        entries.clear();
    }

    private void close(Entry entry) {
        for (var each : entry.prepared()) {
            session.send(new CloseStatementCommand(each.statement()), (_, _) -> {});
        }
    }
}
