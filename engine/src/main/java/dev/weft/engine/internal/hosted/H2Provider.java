package dev.weft.engine.internal.hosted;

import dev.weft.engine.EngineUrl;
import dev.weft.engine.internal.hosted.StatementTraits.Batches;
import dev.weft.engine.internal.hosted.StatementTraits.Calls;
import dev.weft.engine.internal.hosted.StatementTraits.Keys;
import java.util.concurrent.atomic.AtomicInteger;

/** H2 in the same process by its JDBC driver, which is file I/O: its calls run on worker threads. */
public final class H2Provider extends HostedProvider {
    private static final String MEMORY = "mem:";
    private static final AtomicInteger UNNAMED = new AtomicInteger();
    private static final Dialect FILE = Dialect.onWorkers("h2", "com.h2database:h2")
            .running(new StatementTraits(Keys.BY_DRIVER, Batches.BY_STANDARD, Calls.FUNCTIONS, false));

    /** Made by the service loader. */
    public H2Provider() {
        super("h2", "h2");
    }

    @Override
    Dialect dialect(EngineUrl url) {
        var inMemory = url.jdbcUrl()
                .map(raw -> raw.startsWith("jdbc:h2:" + MEMORY))
                .orElseGet(() -> url.database().orElse(MEMORY).startsWith(MEMORY));
        return inMemory ? FILE.anchoredInMemory() : FILE;
    }

    @Override
    String jdbcUrl(EngineUrl url) {
        var database = url.database().orElse(MEMORY);
        // H2 gives every connection to the nameless database one of its own; an engine has one for all.
        return "jdbc:h2:" + (database.equals(MEMORY) ? MEMORY + "weft-" + UNNAMED.incrementAndGet() : database);
    }
}
