package dev.weft.engine.internal.hosted;

import dev.weft.engine.EngineUrl;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.internal.hosted.StatementTraits.Batches;
import dev.weft.engine.internal.hosted.StatementTraits.Calls;
import dev.weft.engine.internal.hosted.StatementTraits.Keys;

/** SQLite by its JDBC driver, which is native code on files: its calls run on worker threads. */
public final class SqliteProvider extends HostedProvider {
    private static final String MEMORY = ":memory:";
    private static final Dialect FILE = Dialect.onWorkers("sqlite", "org.xerial:sqlite-jdbc")
            .transactions(TransactionRules.bySession("pragma query_only = 1", "pragma query_only = 0")
                    .only(IsolationLevel.READ_UNCOMMITTED, IsolationLevel.SERIALIZABLE))
            .running(new StatementTraits(Keys.RETURNING, Batches.NOTHING_IN_PROCESS, Calls.NONE, false));

    /** Made by the service loader. */
    public SqliteProvider() {
        super("sqlite-jdbc", "sqlite");
    }

    @Override
    Dialect dialect(EngineUrl url) {
        return inMemory(url) ? FILE.single() : FILE;
    }

    private static boolean inMemory(EngineUrl url) {
        return url.jdbcUrl()
                .map(raw -> raw.contains(MEMORY) || raw.equals("jdbc:sqlite:"))
                .orElseGet(
                        () -> url.database().isEmpty() || url.database().get().equals(MEMORY));
    }

    @Override
    String jdbcUrl(EngineUrl url) {
        return "jdbc:sqlite:" + url.database().orElse(MEMORY);
    }
}
