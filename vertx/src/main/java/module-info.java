import dev.weft.awaitlet.spi.EventLoopProbe;
import dev.weft.engine.spi.DriverProvider;
import dev.weft.vertx.NettyLoops;
import dev.weft.vertx.internal.pg.PgProvider;
import org.jspecify.annotations.NullMarked;

/**
 * Vert.x's world: awaitlets as a Future on the caller's own context, a Future awaited, and a native driver for
 * PostgreSQL.
 */
@NullMarked
module dev.weft.vertx {
    requires transitive dev.weft.awaitlet;
    requires transitive dev.weft.engine;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires transitive io.vertx.core;
    requires static io.vertx.sql.client;
    requires static io.vertx.sql.client.pg;
    requires java.sql;
    requires static transitive org.jspecify;

    exports dev.weft.vertx;

    provides EventLoopProbe with
            NettyLoops;
    provides DriverProvider with
            PgProvider;
}
