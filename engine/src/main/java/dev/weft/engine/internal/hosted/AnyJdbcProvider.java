package dev.weft.engine.internal.hosted;

import dev.weft.engine.EngineUrl;
import dev.weft.engine.InvalidUrl;

/**
 * Any other {@code jdbc:} URL: nobody knows what its driver does while it waits, so its calls run on worker threads.
 */
public final class AnyJdbcProvider extends HostedProvider {
    /** The dialect under which an engine looks for this provider when no other knows a {@code jdbc:} URL. */
    public static final String ANY = "jdbc";

    /** Made by the service loader. */
    public AnyJdbcProvider() {
        super(ANY, ANY);
    }

    @Override
    Dialect dialect(EngineUrl url) {
        return Dialect.onWorkers(url.dialect(), "with the JDBC driver for this URL");
    }

    @Override
    String jdbcUrl(EngineUrl url) {
        throw InvalidUrl.unknownDialect(url.dialect(), java.util.List.of());
    }
}
