package dev.weft.vertx.internal.pg;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.EngineUrl;
import dev.weft.engine.spi.Driver;
import dev.weft.engine.spi.DriverConnection;
import dev.weft.engine.spi.DriverSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The native driver of one engine: connections of Vert.x's client, without the client's pool. */
final class NativeDriver implements Driver {
    private static final int USUAL_POOL = 10;

    private final DriverSettings settings;
    private final List<PgOptions> hosts;
    private final VertxHome home = new VertxHome();
    private final UserTypes types = new UserTypes();

    private NativeDriver(DriverSettings settings, List<PgOptions> hosts) {
        this.settings = settings;
        this.hosts = hosts;
    }

    static Driver create(EngineUrl url, DriverSettings settings) {
        return new NativeDriver(settings, PgOptions.of(url, settings));
    }

    @Override
    public WorkFuture<DriverConnection> connect() {
        var connecting = new Connecting(home.take(), hosts, types);
        connecting.start();
        return connecting;
    }

    @Override
    public int poolSize() {
        return settings.poolSize() == 0 ? USUAL_POOL : settings.poolSize();
    }

    @Override
    public WorkFuture<@Nullable Void> close() {
        var closed = new WorkFuture<@Nullable Void>(reason -> {});
        home.close().onComplete((_, failure) -> closed.completeAs(null, failure));
        return closed;
    }
}
