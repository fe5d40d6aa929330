package dev.weft.vertx.internal.pg;

import dev.weft.engine.InvalidUrl;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the options of a URL ask, in pgjdbc's words and with its meaning, where they have one here.
 *
 * @param cachedStatements how many statements are kept prepared; 0 for none
 * @param tls whether and how connections are made by TLS
 * @param startup settings that the server is told at the start of a session
 * @param connect how long the socket may take to be connected, without end if zero; empty for the engine's own limit
 * @param keepAlive whether the system looks after idle sockets
 * @param noDelay whether messages are sent at once
 */
record AskedOptions(
        int cachedStatements,
        Tls tls,
        Map<String, String> startup,
        Optional<Duration> connect,
        boolean keepAlive,
        boolean noDelay) {
    private static final int CACHED_STATEMENTS = 256; // as pgjdbc
    private static final String PREPARED = "preparedStatements";
    private static final String THRESHOLD = "prepareThreshold";
    private static final int LONGEST_SECONDS = 86_400;

    static AskedOptions of(Map<String, String> options) {
        var given = new GivenOptions(options);
        var asked = new AskedOptions(
                cachedStatements(given),
                Tls.of(given),
                startup(given),
                seconds(given, "connectTimeout"),
                given.flag("tcpKeepAlive", false),
                given.flag("tcpNoDelay", true));
        given.refuseRest();
        return asked;
    }

    private static int cachedStatements(GivenOptions given) {
        var on = switch (given.take(PREPARED).orElse("on")) {
            case "on" -> true;
            case "off" -> false;
            default ->
                throw new InvalidUrl("The option \"" + PREPARED + "\" is neither on nor off.", "Write on or off.");
        };
        var threshold = given.number(THRESHOLD, Integer.MAX_VALUE);
        if (threshold.orElse(1) > 1) {
            throw new InvalidUrl(
                    "The driver postgresql+vertx prepares statements at their first use: its \"" + THRESHOLD
                            + "\" is 1.",
                    "Write 1, or 0 for no prepared statements, or leave it out.");
        }
        var many =
                given.number("preparedStatementCacheQueries", Short.MAX_VALUE).orElse(CACHED_STATEMENTS);
        return on && threshold.orElse(1) > 0 ? many : 0;
    }

    private static Map<String, String> startup(GivenOptions given) {
        var startup = new HashMap<String, String>();
        given.take("ApplicationName").ifPresent(name -> startup.put("application_name", name));
        given.take("currentSchema").ifPresent(schemas -> startup.put("search_path", schemas));
        given.take("options").ifPresent(settings -> startup.put("options", settings));
        return Map.copyOf(startup);
    }

    private static Optional<Duration> seconds(GivenOptions given, String name) {
        var seconds = given.number(name, LONGEST_SECONDS);
        return seconds.isEmpty() ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds.getAsInt()));
    }

    /**
     * What a socket is made with.
     *
     * @param usual how long it may take to be connected, in milliseconds, if the URL does not say
     */
    NetClientOptions tcp(int usual) {
        return new NetClientOptions()
                .setConnectTimeout(
                        connect.map(limit -> Math.toIntExact(limit.toMillis())).orElse(usual))
                .setTcpKeepAlive(keepAlive)
                .setTcpNoDelay(noDelay);
    }
}
