package dev.weft.engine.internal.hosted;

import dev.weft.engine.ConnectionFactory;
import dev.weft.engine.EngineUrl;
import dev.weft.engine.internal.hosted.HostedDriver.Target;
import dev.weft.engine.spi.Driver;
import dev.weft.engine.spi.DriverProvider;
import dev.weft.engine.spi.DriverSettings;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** A provider that hosts the JDBC driver of one database; what differs is how a URL is told to that driver. */
abstract class HostedProvider implements DriverProvider {
    private final String name;
    private final Set<String> dialects;

    HostedProvider(String name, String... dialects) {
        this.name = name;
        this.dialects = Set.of(dialects);
    }

    /** What is peculiar to the database behind this URL. */
    abstract Dialect dialect(EngineUrl url);

    /** The driver's own form of a URL that is not one yet, without user and password. */
    abstract String jdbcUrl(EngineUrl url);

    /** What the driver is told beside the URL and its options. */
    void complete(Properties properties, DriverSettings settings) {}

    /** Puts options of Weft's own into the driver's words. */
    void translate(Properties properties) {}

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final boolean speaks(String dialect) {
        return dialects.contains(dialect);
    }

    @Override
    public final boolean isDefault() {
        return true;
    }

    @Override
    public final Driver driver(EngineUrl url, DriverSettings settings) {
        var properties = new Properties();
        complete(properties, settings);
        properties.putAll(url.options());
        translate(properties);
        url.user().ifPresent(user -> properties.setProperty("user", user));
        var target = new Target(url.jdbcUrl().orElseGet(() -> jdbcUrl(url)), properties);
        return HostedDriver.of(target, dialect(url), settings);
    }

    @Override
    public final Driver driver(EngineUrl url, DriverSettings settings, ConnectionFactory factory) {
        return HostedDriver.over(factory, dialect(url), settings);
    }

    /** The hosts of a URL as most drivers write them: {@code //host:port,host:port/}. */
    static String hosts(EngineUrl url) {
        return url.hosts().isEmpty()
                ? "//localhost/"
                : url.hosts().stream()
                        .map(host -> bracketed(host.name())
                                + (host.port().isPresent() ? ":" + host.port().getAsInt() : ""))
                        .collect(Collectors.joining(",", "//", "/"));
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
