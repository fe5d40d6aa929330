package dev.weft.tck;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A server that is PostgreSQL until it is told to strike: what a client asks next is not heard, and what it gets is not
 * an answer.
 */
final class HostileServer implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final AtomicReference<@Nullable Strike> next = new AtomicReference<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    /** What is sent instead of an answer, once or again and again. */
    static final class Strike {
        private final byte[] bytes;
        private final boolean endless;

        Strike(byte[] bytes, boolean endless) {
            this.bytes = bytes;
            this.endless = endless;
        }
    }

    HostileServer(int target) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        Thread.ofVirtual().name("hostile-server").start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Strikes once: whoever asks next. */
    void strikeNext(Strike strike) {
        next.set(strike);
    }

    /** Takes a strike back that nobody has met. */
    void strikeNothing() {
        next.set(null);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var client = listening.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(server);
                Thread.ofVirtual().name("hostile-server").start(() -> ask(client, server));
                Thread.ofVirtual().name("hostile-server").start(() -> answer(client, server));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void ask(Socket client, Socket server) {
        var bytes = new byte[8_192];
        try (client;
                server) {
            for (var count = client.getInputStream().read(bytes);
                    count >= 0;
                    count = client.getInputStream().read(bytes)) {
                var strike = next.getAndSet(null);
                if (strike != null) {
                    strike(strike, client);
                } else {
                    server.getOutputStream().write(bytes, 0, count);
                }
            }
        } catch (IOException closed) {
            // by either side; both ends are closed now
        }
    }

    private static void strike(Strike strike, Socket client) throws IOException {
        do {
            client.getOutputStream().write(strike.bytes);
        } while (strike.endless); // until the client has closed its end
        var _ = client.getInputStream().read(); // whoever goes on all the same finds the connection closed
    }

    private static void answer(Socket client, Socket server) {
        try (client;
                server) {
            var _ = server.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException closed) {
            // by either side; both ends are closed now
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
