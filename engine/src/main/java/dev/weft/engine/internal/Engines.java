package dev.weft.engine.internal;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.ConnectionFactory;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.EngineUrl;
import dev.weft.engine.InvalidUrl;
import dev.weft.engine.PoolKind;
import dev.weft.engine.PoolOptions;
import dev.weft.engine.internal.hosted.AnyJdbcProvider;
import dev.weft.engine.spi.Driver;
import dev.weft.engine.spi.DriverProvider;
import dev.weft.engine.spi.DriverSettings;
import dev.weft.engine.spi.Passwords;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** How a URL finds its driver. */
public final class Engines {
    /** The dialects known by name, for the error that one is unknown; a provider may speak others. */
    private static final List<String> DIALECTS = List.of("postgresql", "mariadb", "mysql", "sqlite", "h2");

    private static final String URL = "url";
    private static final AtomicInteger MADE = new AtomicInteger();

    private Engines() {}

    /**
     * Makes an engine. No I/O.
     *
     * @param url the database
     * @param options the options
     * @return the engine
     * @throws InvalidUrl if no driver speaks the dialect, or none of that name (ER-406)
     * @throws dev.weft.engine.DriverMissing if the driver's jar is missing (ER-407)
     */
    public static AsyncEngine create(EngineUrl url, EngineOptions options) {
        var provider = provider(url);
        var settings = settings(url, options);
        return engine(url, options, provider.name(), settings, provider.driver(url, settings));
    }

    /**
     * Makes an engine whose connections a factory makes. No I/O.
     *
     * @param url the database
     * @param options the options
     * @param factory makes the connections
     * @return the engine
     * @throws InvalidUrl if no driver speaks the dialect, or none of that name (ER-406)
     * @throws dev.weft.engine.FeatureRefused if the driver cannot work with another's connections (ER-601)
     */
    public static AsyncEngine create(EngineUrl url, EngineOptions options, ConnectionFactory factory) {
        var provider = provider(url);
        var settings = settings(url, options);
        return engine(url, options, provider.name(), settings, provider.driver(url, settings, factory));
    }

    /**
     * Makes an engine from settings as text. No I/O.
     *
     * @param settings the settings
     * @param prefix what the names of those begin with that are looked at
     * @return the engine
     * @throws IllegalArgumentException if a setting is missing, unknown or wrong
     */
    public static AsyncEngine create(Map<String, String> settings, String prefix) {
        var url = settings.get(prefix + URL);
        if (url == null) {
            throw new IllegalArgumentException("there is no setting \"" + prefix + URL + "\"");
        }
        return create(EngineUrl.parse(url), OptionsMap.read(settings, prefix, URL));
    }

    private static AsyncEngine engine(
            EngineUrl url, EngineOptions options, String provider, DriverSettings settings, Driver driver) {
        return new PooledEngine(settings.engine(), url, options, new PooledEngine.NamedDriver(provider, driver));
    }

    private static DriverSettings settings(EngineUrl url, EngineOptions options) {
        var name = options.name() == null ? url.dialect() + "-" + MADE.incrementAndGet() : options.name();
        return new DriverSettings(
                name,
                size(options.pool()),
                options.pool().connectTimeout(),
                options.cancelTimeout(),
                options.closeTimeout(),
                options.hideParameters(),
                options.time(),
                Passwords.of(name, options.password(), url));
    }

    /** The size asked for, or 0 for the driver's own. */
    private static int size(PoolOptions pool) {
        var size = pool.kind() == PoolKind.STATIC && pool.size() == null ? Integer.valueOf(1) : pool.size();
        return size == null ? 0 : size;
    }

    private static DriverProvider provider(EngineUrl url) {
        var known = speaking(url.dialect());
        var speaking = known.isEmpty() && url.jdbcUrl().isPresent() ? speaking(AnyJdbcProvider.ANY) : known;
        if (speaking.isEmpty()) {
            throw InvalidUrl.unknownDialect(url.dialect(), DIALECTS);
        }
        var wanted = url.driver();
        return speaking.stream()
                .filter(provider -> wanted.map(provider.name()::equals).orElse(provider.isDefault()))
                .findFirst()
                .orElseThrow(() -> InvalidUrl.unknownDriver(
                        url.dialect(),
                        wanted.orElse(""),
                        speaking.stream().map(DriverProvider::name).collect(Collectors.toCollection(TreeSet::new))));
    }

    private static List<DriverProvider> speaking(String dialect) {
        return ServiceLoader.load(DriverProvider.class, DriverProvider.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.speaks(dialect))
                .toList();
    }
}
