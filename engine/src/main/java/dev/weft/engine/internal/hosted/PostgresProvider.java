package dev.weft.engine.internal.hosted;

import dev.weft.engine.EngineUrl;
import dev.weft.engine.InvalidUrl;
import dev.weft.engine.internal.hosted.StatementTraits.Batches;
import dev.weft.engine.internal.hosted.StatementTraits.Calls;
import dev.weft.engine.internal.hosted.StatementTraits.Keys;
import dev.weft.engine.spi.DriverSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;

/** PostgreSQL by pgjdbc, which waits on sockets only: its calls run in awaitlets. */
public final class PostgresProvider extends HostedProvider {
    private static final String PREPARED_STATEMENTS = "preparedStatements";
    private static final String TIMES = "DATE,TIME,TIMETZ,TIMESTAMP,TIMESTAMPTZ";
    private static final Dialect DIALECT = Dialect.onSockets("postgresql", "org.postgresql:postgresql")
            .transactions(TransactionRules.ONE_BY_ONE)
            .renewed(SessionRenewal.by("rollback", "discard all"))
            .running(new StatementTraits(Keys.BY_DRIVER, Batches.INDEX, Calls.BY_ROW, true));
    private static final Dialect REWRITING_BATCHES =
            DIALECT.running(new StatementTraits(Keys.BY_DRIVER, Batches.NOTHING, Calls.BY_ROW, true));

    /** Made by the service loader. */
    public PostgresProvider() {
        super("pgjdbc", "postgresql");
    }

    @Override
    Dialect dialect(EngineUrl url) {
        return rewritesBatches(url) ? REWRITING_BATCHES : DIALECT;
    }

    /** The driver may then send several items as one statement, and its index is of those. */
    private static boolean rewritesBatches(EngineUrl url) {
        return !url.options().getOrDefault("reWriteBatchedInserts", "false").equalsIgnoreCase("false")
                || url.jdbcUrl()
                        .filter(raw -> raw.contains("reWriteBatchedInserts"))
                        .isPresent();
    }

    @Override
    String jdbcUrl(EngineUrl url) {
        var database = url.database().map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8));
        return "jdbc:postgresql:" + hosts(url) + database.orElse("");
    }

    @Override
    void complete(Properties properties, DriverSettings settings) {
        properties.setProperty("ApplicationName", settings.engine());
        properties.setProperty("connectTimeout", seconds(settings.connectTimeout()));
        properties.setProperty("cancelSignalTimeout", seconds(settings.cancelTimeout()));
        properties.putIfAbsent("binaryTransferDisable", TIMES); // their text is read here
        properties.setProperty("logServerErrorDetail", Boolean.toString(!settings.hideParameters()));
    }

    /** Without named statements on the server, as poolers between want that give each transaction another session. */
    @Override
    void translate(Properties properties) {
        var value = properties.getProperty(PREPARED_STATEMENTS, "on");
        properties.remove(PREPARED_STATEMENTS);
        switch (value) {
            case "on" -> {}
            case "off" -> properties.setProperty("prepareThreshold", "0");
            default ->
                throw new InvalidUrl(
                        "The option " + PREPARED_STATEMENTS + " is \"on\" or \"off\", not \"" + value + "\".",
                        "Write " + PREPARED_STATEMENTS + "=off behind a pooler that shares sessions, or leave it out.");
        }
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }
}
