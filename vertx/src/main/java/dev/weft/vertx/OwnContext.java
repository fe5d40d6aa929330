package dev.weft.vertx;

import dev.weft.awaitlet.spi.ContextCarrier;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Makes the Vert.x context of whoever starts an awaitlet the current one inside the awaitlet too. */
record OwnContext(Vertx vertx) implements ContextCarrier {
    /** The current context; on a thread that has none, a new one. */
    ContextInternal here() {
        return (ContextInternal) vertx.getOrCreateContext();
    }

    @Override
    public Captured capture() {
        var context = here();
        return new Captured() {
            @Override
            public <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
                var before = context.beginDispatch();
                try {
                    return body.call();
                } finally {
                    context.endDispatch(before);
                }
            }
        };
    }
}
