import dev.weft.engine.spi.DriverProvider;
import dev.weft.testing.sim.SimProvider;
import org.jspecify.annotations.NullMarked;

/** Tests on real databases without Docker: one annotation, embedded servers, and a check for leaks. */
@NullMarked
@SuppressWarnings("requires-automatic") // Reactor's jar names no module
module dev.weft.testing {
    requires transitive dev.weft.engine;
    requires static dev.weft.reactor;
    requires static dev.weft.vertx;
    requires static io.vertx.core;
    requires java.sql;
    requires org.tukaani.xz;
    requires static reactor.core;
    requires static transitive org.jspecify;
    requires transitive org.junit.jupiter.api;

    exports dev.weft.testing;
    exports dev.weft.testing.driver;
    exports dev.weft.testing.network;
    exports dev.weft.testing.server;
    exports dev.weft.testing.sim;

    uses DriverProvider;

    provides DriverProvider with
            SimProvider;

    opens dev.weft.testing.internal to
            org.junit.platform.commons;
}
