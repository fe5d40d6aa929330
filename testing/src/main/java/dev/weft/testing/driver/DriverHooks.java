package dev.weft.testing.driver;

import dev.weft.engine.EngineUrl;
import dev.weft.engine.spi.DriverProvider;
import java.util.ServiceLoader;

/** What the tests of {@link DriverTck} have to know of the driver they run on. */
public interface DriverHooks {
    /**
     * An empty database.
     *
     * @return its URL, with the name of the driver if that is not the default one, and the password in plain text
     */
    String url();

    /**
     * A query of one row that runs for half a minute, or longer, if nobody stops it. A stop has to fail it: MariaDB's
     * {@code select sleep(30)} will not do, as it answers 1 at times.
     *
     * @return its text
     */
    String slowQuery();

    /**
     * The provider of the driver.
     *
     * @return the one that the service loader finds for the URL
     */
    default DriverProvider provider() {
        var url = EngineUrl.parse(url());
        return ServiceLoader.load(DriverProvider.class, DriverProvider.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.speaks(url.dialect()))
                .filter(provider -> url.driver().map(provider.name()::equals).orElse(provider.isDefault()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no driver on the class or module path speaks " + url));
    }

    /**
     * Whether a {@code numeric} column keeps every digit of its numbers.
     *
     * @return false if the database stores them as binary floating point, of some 15 digits
     */
    default boolean keepsDecimals() {
        return true;
    }
}
