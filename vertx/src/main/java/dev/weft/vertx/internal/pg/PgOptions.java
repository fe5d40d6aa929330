package dev.weft.vertx.internal.pg;

import dev.weft.engine.EngineUrl;
import dev.weft.engine.spi.DriverSettings;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.pgclient.PgConnectOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TimeZone;

/**
 * What a URL and the engine's settings ask of the client, but for the password.
 *
 * @param settings what the engine asks
 * @param host the one host of this attempt
 * @param port its port
 * @param database the database
 * @param user who logs in
 * @param asked what the options of the URL ask
 */
record PgOptions(DriverSettings settings, String host, int port, String database, String user, AskedOptions asked) {

    /** One for each host of the URL, in order. */
    static List<PgOptions> of(EngineUrl url, DriverSettings settings) {
        var asked = AskedOptions.of(url.options());
        var user = url.user().orElseGet(() -> System.getProperty("user.name"));
        var hosts = url.hosts().isEmpty() ? List.of(new EngineUrl.Host("localhost", OptionalInt.empty())) : url.hosts();
        return hosts.stream()
                .map(host -> new PgOptions(
                        settings,
                        host.name(),
                        host.port().orElse(PgDialect.DEFAULT_PORT),
                        url.database().orElse(user),
                        user,
                        asked))
                .toList();
    }

    SocketAddress address() {
        return SocketAddress.inetSocketAddress(port, host);
    }

    /** What the client is told to make one connection. */
    PgConnectOptions client(String password) {
        return new PgConnectOptions()
                .setHost(host)
                .setPort(port)
                .setDatabase(database)
                .setUser(user)
                .setPassword(password)
                .setCachePreparedStatements(false) // kept here, with the types the client does not know
                .setProperties(startup());
    }

    private Map<String, String> startup() {
        var startup = new HashMap<>(Map.of(
                "application_name", settings.engine(),
                "client_encoding", "UTF8",
                "DateStyle", "ISO",
                "TimeZone", timeZone(),
                "extra_float_digits", "3"));
        startup.putAll(asked.startup());
        return startup;
    }

    /** For the socket of a connection. */
    NetClientOptions socket() {
        return asked.tcp(Math.toIntExact(Math.clamp(settings.connectTimeout().toMillis(), 1, Integer.MAX_VALUE)));
    }

    /** The zone of this JVM, as the hosted driver asks for it; the signs of plain offsets are the other way round. */
    private static String timeZone() {
        var zone = TimeZone.getDefault().getID();
        if (zone.length() <= 3 || !zone.startsWith("GMT")) {
            return zone;
        }
        return switch (zone.charAt(3)) {
            case '+' -> "GMT-" + zone.substring(4);
            case '-' -> "GMT+" + zone.substring(4);
            default -> zone;
        };
    }

    /** The options of a URL may hold keys. */
    @Override
    public String toString() {
        return "PgOptions[hidden]";
    }
}
