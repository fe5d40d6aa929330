package dev.weft.engine.internal.hosted;

import dev.weft.engine.EngineUrl;
import dev.weft.engine.spi.DriverSettings;
import java.util.Properties;

/** MariaDB, and MySQL, by MariaDB's Connector/J, which waits on sockets only: its calls run in awaitlets. */
public final class MariaDbProvider extends HostedProvider {
    // KILL QUERY reaches whatever the connection runs when it arrives, so a statement of our own has to be in its way.
    private static final Dialect DIALECT = Dialect.onSockets("mariadb", "org.mariadb.jdbc:mariadb-java-client")
            .settledBy("DO 0")
            .transactions(TransactionRules.bySession(
                    "set session transaction read only", "set session transaction read write"));

    /** Made by the service loader. */
    public MariaDbProvider() {
        super("mariadb", "mariadb", "mysql");
    }

    @Override
    Dialect dialect(EngineUrl url) {
        return DIALECT;
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
