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

/** The Vert.x that the client is shown: its sockets have a {@link PgWire} before the client's codec. */
final class WireVertx extends VertxWrapper {
    private final Consumer<PgWire> connected;

    /** @param connected hears of each socket that is connected; the last one is the one in use */
    WireVertx(VertxInternal vertx, Consumer<PgWire> connected) {
        super(vertx);
        this.connected = connected;
    }

    @Override
    public NetClient createNetClient(NetClientOptions options) {
        return new Sockets(delegate.createNetClient(options), connected);
    }

    private record Sockets(NetClient client, Consumer<PgWire> connected) implements NetClient {
        private NetSocket withWire(NetSocket socket) {
            var wire = new PgWire();
            ((NetSocketInternal) socket).channelHandlerContext().pipeline().addBefore("handler", "weft", wire);
            connected.accept(wire);
            return socket;
        }

        @Override
        public Future<NetSocket> connect(int port, String host) {
            return client.connect(port, host).map(this::withWire);
        }

        @Override
        public Future<NetSocket> connect(int port, String host, String serverName) {
            return client.connect(port, host, serverName).map(this::withWire);
        }

        @Override
        public Future<NetSocket> connect(SocketAddress address) {
            return client.connect(address).map(this::withWire);
        }

        @Override
        public Future<NetSocket> connect(SocketAddress address, String serverName) {
            return client.connect(address, serverName).map(this::withWire);
        }

        @Override
        public Future<NetSocket> connect(ConnectOptions options) {
            return client.connect(options).map(this::withWire);
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
