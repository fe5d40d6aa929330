import dev.weft.awaitlet.spi.EventLoopProbe;
import dev.weft.vertx.NettyLoops;
import org.jspecify.annotations.NullMarked;

/** Vert.x's world: awaitlets as a Future on the caller's own context, and a Future awaited. */
@NullMarked
module dev.weft.vertx {
    requires transitive dev.weft.awaitlet;
    requires io.netty.common;
    requires transitive io.vertx.core;
    requires static transitive org.jspecify;

    exports dev.weft.vertx;

    provides EventLoopProbe with
            NettyLoops;
}
