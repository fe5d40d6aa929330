package dev.weft.vertx.internal.pg;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.ConnectionLost;
import dev.weft.engine.spi.DriverConnection;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The making of one connection: to the first host that takes it. Cancelled, it leaves nothing behind. */
final class Connecting extends WorkFuture<DriverConnection> {
    private final VertxHome.Place place;
    private final ContextInternal context;
    private final List<PgOptions> hosts;
    private final UserTypes types;
    private volatile @Nullable CancelReason cancelled;
    private volatile @Nullable PgWire wire;

    Connecting(VertxHome.Place place, List<PgOptions> hosts, UserTypes types) {
        this.place = place;
        this.context = place.context();
        this.hosts = hosts;
        this.types = types;
    }

    void start() {
        try {
            context.execute(() -> attempt(0));
        } catch (RejectedExecutionException ended) {
            place.leave().run();
            completeExceptionally(PgFailures.ofConnect(hosts.getFirst(), null, ended));
        }
    }

    @Override
    protected void stop(CancelReason reason) {
        cancelled = reason;
        var connected = wire;
        if (connected != null && !isDone()) {
            connected.cut();
        }
    }

    private void connected(PgWire made) {
        wire = made;
        if (cancelled != null) {
            made.cut();
        }
    }

    private void attempt(int index) {
        var options = hosts.get(index);
        var timeout =
                Math.toIntExact(Math.clamp(options.settings().connectTimeout().toMillis(), 1, Integer.MAX_VALUE));
        var factory = PgDriver.INSTANCE.createConnectionFactory(
                new WireVertx(context.owner(), this::connected), new NetClientOptions().setConnectTimeout(timeout));
        factory.connect(context, options.client()).onComplete((client, failure) -> {
            if (failure == null) {
                made(client, factory, options);
            } else {
                factory.close((_, _) -> {});
                failed(index, failure);
            }
        });
    }

    private void made(SqlConnection client, ConnectionFactory<PgConnectOptions> factory, PgOptions options) {
        var connected = wire;
        if (connected == null) {
            throw new IllegalStateException("a connection without a socket");
        }
        connected.whenClosed(place.leave());
        var session = new Session((PgConnection) client, factory, connected, context.owner(), options);
        var reason = cancelled;
        if (reason != null) {
            session.cut();
            completeExceptionally(new Cancelled(reason));
        } else if (!complete(new NativeConnection(session, types))) {
            session.cut();
        }
    }

    private void failed(int index, Throwable failure) {
        var options = hosts.get(index);
        var connected = wire;
        var error = PgFailures.ofConnect(options, connected == null ? null : connected.lastWords(), failure);
        wire = null;
        var reason = cancelled;
        if (connected != null) {
            connected.cut();
        }
        if (reason == null && error instanceof ConnectionLost && index + 1 < hosts.size()) {
            attempt(index + 1);
            return;
        }
        place.leave().run();
        if (reason == null) {
            completeExceptionally(error);
        } else {
            var end = new Cancelled(reason);
            end.addSuppressed(error);
            completeExceptionally(end);
        }
    }
}
