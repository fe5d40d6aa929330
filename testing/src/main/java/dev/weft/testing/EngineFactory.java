package dev.weft.testing;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.EngineUrl;
import java.util.function.UnaryOperator;

/**
 * What makes the engines of one {@link EngineTest}.
 *
 * <ul>
 *   <li>Every engine it made is watched for leaks, and closed after the test.
 *   <li>An engine without a name gets one of its own, such as {@code weft-test-7}.
 * </ul>
 *
 * <p>Safe for use by many threads, until the test has ended.
 */
public interface EngineFactory {
    /**
     * A new engine on the test's database, with the test's options.
     *
     * @return the engine
     */
    default AsyncEngine create() {
        return create(UnaryOperator.identity());
    }

    /**
     * A new engine on the test's database, with other options.
     *
     * @param change makes them of the test's options, such as {@code options -> options.withPoolSize(2)}
     * @return the engine
     */
    default AsyncEngine create(UnaryOperator<EngineOptions> change) {
        return create(url(), change);
    }

    /**
     * A new engine on any database.
     *
     * @param url the database, with its password
     * @param change makes its options of the test's options
     * @return the engine
     * @throws dev.weft.engine.InvalidUrl if the URL is malformed, or names an unknown dialect or driver (ER-406)
     * @throws dev.weft.engine.DriverMissing if the driver's jar is not on the class or module path (ER-407)
     * @throws dev.weft.engine.IllegalPoolForDriver if the driver cannot work with such a pool (ER-405)
     */
    AsyncEngine create(String url, UnaryOperator<EngineOptions> change);

    /**
     * The URL of the test's database, with its password in plain text.
     *
     * @return the URL; {@link EngineUrl} is the form that hides the password
     */
    String url();

    /**
     * The database the test runs on.
     *
     * @return the database
     */
    Database database();
}
