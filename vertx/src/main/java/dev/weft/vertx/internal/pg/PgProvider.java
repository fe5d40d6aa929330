package dev.weft.vertx.internal.pg;

import dev.weft.engine.DriverMissing;
import dev.weft.engine.EngineUrl;
import dev.weft.engine.spi.Driver;
import dev.weft.engine.spi.DriverProvider;
import dev.weft.engine.spi.DriverSettings;
import io.vertx.pgclient.PgConnectOptions;
import java.util.Objects;

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
        requireClient();
        return NativeDriver.create(url, settings);
    }

    /** Loads a class of the client now: an engine that lacks it is refused when made, not when it first connects. */
    private static void requireClient() {
        try {
            Objects.requireNonNull(PgConnectOptions.class);
        } catch (NoClassDefFoundError missing) {
            throw new DriverMissing("postgresql+vertx", CLIENT, missing);
        }
    }
}
