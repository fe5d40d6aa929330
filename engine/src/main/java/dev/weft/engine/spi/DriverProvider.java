package dev.weft.engine.spi;

import dev.weft.engine.ConnectionFactory;
import dev.weft.engine.EngineUrl;
import dev.weft.engine.FeatureRefused;

/**
 * A way to reach databases: what turns a URL into a driver; found by the {@link java.util.ServiceLoader}.
 *
 * <p>Implementations are stateless and safe for use by many threads.
 */
public interface DriverProvider {
    /**
     * The name by which a URL may ask for this driver, after the plus sign: {@code pgjdbc} in
     * {@code postgresql+pgjdbc}.
     *
     * @return the name, in lower case
     */
    String name();

    /**
     * Tells whether this driver speaks a dialect.
     *
     * @param dialect the part of a URL before the plus sign, such as {@code postgresql}
     * @return true if it does
     */
    boolean speaks(String dialect);

    /**
     * Tells whether this driver is taken when a URL names none.
     *
     * @return true for the default driver of its dialects
     */
    boolean isDefault();

    /**
     * The driver for one engine. Does no I/O and starts no thread.
     *
     * @param url the database
     * @param settings what the engine asks of its connections
     * @return the driver
     * @throws dev.weft.engine.InvalidUrl if the URL lacks something this driver needs (ER-406)
     * @throws dev.weft.engine.DriverMissing if a jar is missing, naming its artifact (ER-407)
     */
    Driver driver(EngineUrl url, DriverSettings settings);

    /**
     * The driver for one engine, over connections that somebody else makes. Does no I/O and starts no thread.
     *
     * @param url the database
     * @param settings what the engine asks of its connections
     * @param factory makes the JDBC connections
     * @return the driver
     * @throws FeatureRefused if this driver does not host JDBC connections, which is the default (ER-601)
     */
    default Driver driver(EngineUrl url, DriverSettings settings, ConnectionFactory factory) {
        throw new FeatureRefused(
                "The driver \"" + name() + "\" makes its connections itself.",
                "Leave the connection factory out, or take a driver that hosts JDBC.");
    }
}
