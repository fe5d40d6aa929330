package dev.weft.vertx;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;

/** The context locals of these tests: a Vert.x knows only those that were registered before it was made. */
public final class Locals implements VertxServiceProvider {
    static final ContextLocal<String> REQUEST = ContextLocal.registerLocal(String.class);

    /** For Vert.x's service loader. */
    public Locals() {}

    @Override
    public void init(VertxBootstrap bootstrap) {
        // Being loaded is all it is for.
    }
}
