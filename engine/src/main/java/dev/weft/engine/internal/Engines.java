package dev.weft.engine.internal;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.EngineUrl;
import dev.weft.engine.InvalidUrl;
import dev.weft.engine.internal.hosted.AnyJdbcProvider;
import dev.weft.engine.spi.DriverProvider;
import dev.weft.engine.spi.DriverSettings;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** How a URL finds its driver. */
public final class Engines {
    /** The dialects known by name, for the error that one is unknown; a provider may speak others. */
    private static final List<String> DIALECTS = List.of("postgresql", "mariadb", "mysql", "sqlite", "h2");

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
        var name = options.name() == null ? url.dialect() + "-" + MADE.incrementAndGet() : options.name();
        var settings = new DriverSettings(
                name,
                options.poolSize() == null ? 0 : options.poolSize(),
                options.connectTimeout(),
                options.cancelTimeout(),
                options.hideParameters(),
                options.time());
        var provider = provider(url);
        return new PooledEngine(
                name, url, options, new PooledEngine.NamedDriver(provider.name(), provider.driver(url, settings)));
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
