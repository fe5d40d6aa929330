package dev.weft.vertx.internal.pg;

import dev.weft.engine.DriverMissing;
import dev.weft.engine.EngineUrl;
import dev.weft.engine.spi.Driver;
import dev.weft.engine.spi.DriverProvider;
import dev.weft.engine.spi.DriverSettings;

/** {@code postgresql+vertx}: PostgreSQL by Vert.x's client, under the engine's own pool. */
public final class PgProvider implements DriverProvider {
    private static final String CLIENT = "io.vertx:vertx-pg-client";

    /** Made by the service loader. */
    public PgProvider() {}

    @Override
    public String name() {
        return "vertx";
    }

    @Override
    public boolean speaks(String dialect) {
        return dialect.equals(PgDialect.NAME);
    }

    @Override
    public boolean isDefault() {
        return false;
    }

    @Override
    public Driver driver(EngineUrl url, DriverSettings settings) {
        try {
            return NativeDriver.create(url, settings);
        } catch (NoClassDefFoundError missing) {
            throw new DriverMissing("postgresql+vertx", CLIENT, missing);
        }
    }
}
