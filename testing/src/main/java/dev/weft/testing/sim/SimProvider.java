package dev.weft.testing.sim;

import dev.weft.engine.EngineUrl;
import dev.weft.engine.InvalidUrl;
import dev.weft.engine.spi.Driver;
import dev.weft.engine.spi.DriverProvider;
import dev.weft.engine.spi.DriverSettings;

/**
 * What makes {@code sim://} URLs reach the {@link SimDriver} whose time an engine has.
 *
 * <p>Stateless, so safe for use by many threads.
 */
public final class SimProvider implements DriverProvider {
    static final String DIALECT = "sim";

    /** Made by the {@link java.util.ServiceLoader}. */
    public SimProvider() {}

    @Override
    public String name() {
        return DIALECT;
    }

    @Override
    public boolean speaks(String dialect) {
        return dialect.equals(DIALECT);
    }

    @Override
    public boolean isDefault() {
        return true;
    }

    @Override
    public Driver driver(EngineUrl url, DriverSettings settings) {
        if (settings.time() instanceof SimTime time) {
            return time.driver().forEngine(settings);
        }
        throw new InvalidUrl("sim:// is the database of a simulation.", "Make its engines with SimDriver.engine().");
    }
}
