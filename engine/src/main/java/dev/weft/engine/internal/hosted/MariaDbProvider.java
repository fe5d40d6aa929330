package dev.weft.engine.internal.hosted;

import dev.weft.engine.EngineUrl;
import dev.weft.engine.internal.hosted.StatementTraits.Batches;
import dev.weft.engine.internal.hosted.StatementTraits.Calls;
import dev.weft.engine.internal.hosted.StatementTraits.Keys;
import dev.weft.engine.spi.DriverSettings;
import java.util.Properties;

/** MariaDB, and MySQL, by MariaDB's Connector/J, which waits on sockets only: its calls run in awaitlets. */
public final class MariaDbProvider extends HostedProvider {
    // KILL QUERY reaches whatever the connection runs when it arrives, so a statement of our own has to be in its way.
    private static final Dialect DIALECT = Dialect.onSockets("mariadb", "org.mariadb.jdbc:mariadb-java-client")
            .settledBy("DO 0")
            .transactions(TransactionRules.bySession(
                    "set session transaction read only", "set session transaction read write"))
            .running(new StatementTraits(Keys.RETURNING_BUT_UPDATE, Batches.BLURRED, Calls.BY_DRIVER, true));
    private static final Dialect MYSQL =
            DIALECT.running(new StatementTraits(Keys.BY_DRIVER_WITHOUT_NAMES, Batches.BLURRED, Calls.BY_DRIVER, true));

    /** Made by the service loader. */
    public MariaDbProvider() {
        super("mariadb", "mariadb", "mysql");
    }

    @Override
    Dialect dialect(EngineUrl url) {
        return url.dialect().equals("mysql") ? MYSQL : DIALECT;
    }

    @Override
    String jdbcUrl(EngineUrl url) {
        return "jdbc:mariadb:" + hosts(url) + url.database().orElse("");
    }

    @Override
    void complete(Properties properties, DriverSettings settings) {
        properties.setProperty(
                "connectTimeout", Long.toString(settings.connectTimeout().toMillis()));
    }
}
