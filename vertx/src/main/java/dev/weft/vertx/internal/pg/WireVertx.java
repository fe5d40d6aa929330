package dev.weft.vertx.internal.pg;

import io.vertx.core.Future;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The Vert.x that the client is shown: its sockets are ready to talk, by TLS or not, and have a {@link PgWire} before
 * the client's codec.
 */
final class WireVertx extends VertxWrapper {
    private final Dialing dialing;
    private final Consumer<PgWire> connected;

    /**
     * @param dialing how sockets are made ready
     * @param connected hears of each socket that is connected, and not ready yet; the last one is the one in use
     */
    WireVertx(VertxInternal vertx, Dialing dialing, Consumer<PgWire> connected) {
        super(vertx);
        this.dialing = dialing;
        this.connected = connected;
    }

    @Override
    public NetClient createNetClient(NetClientOptions options) {
        return new Sockets(delegate.createNetClient(options), dialing, connected);
    }

    private record Sockets(NetClient client, Dialing dialing, Consumer<PgWire> connected) implements NetClient {
        private Future<NetSocket> withWire(NetSocket socket) {
            var wire = new PgWire();
            ((NetSocketInternal) socket).channelHandlerContext().pipeline().addBefore("handler", "weft", wire);
            connected.accept(wire);
            return dialing.ready(socket).onSuccess(_ -> wire.talk());
        }

        @Override
        public Future<NetSocket> connect(int port, String host) {
            return client.connect(port, host).compose(this::withWire);
        }

        @Override
        public Future<NetSocket> connect(int port, String host, String serverName) {
            return client.connect(port, host, serverName).compose(this::withWire);
        }

        @Override
        public Future<NetSocket> connect(SocketAddress address) {
            return client.connect(address).compose(this::withWire);
        }

        @Override
        public Future<NetSocket> connect(SocketAddress address, String serverName) {
            return client.connect(address, serverName).compose(this::withWire);
        }

        @Override
        public Future<NetSocket> connect(ConnectOptions options) {
            return client.connect(options).compose(this::withWire);
        }

        @Override
        public Future<Void> shutdown(long timeout, TimeUnit unit) {
            return client.shutdown(timeout, unit);
        }

        @Override
        public Future<Boolean> updateSSLOptions(ClientSSLOptions options, boolean force) {
            return client.updateSSLOptions(options, force);
        }

        @Override
        public boolean isMetricsEnabled() {
            return client.isMetricsEnabled();
        }
    }
}
