package dev.weft.tck.vertx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network between a client and a server, with a delay in each direction, that counts the round trips, and loses
 * everything from the moment it is told to.
 */
final class DelayingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final Duration delay;
    private final ScheduledExecutorService wire = Executors.newSingleThreadScheduledExecutor();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean serverSpokeLast = new AtomicBoolean(true);
    private final AtomicInteger roundTrips = new AtomicInteger();
    private final AtomicBoolean losesAll = new AtomicBoolean();

    DelayingProxy(int target, Duration delay) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        this.delay = delay;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** How often the client has sent something since, without an answer in between. */
    int roundTrips() {
        return roundTrips.get();
    }

    /** From now on nothing arrives, on either side, and nobody is told. */
    void loseAll() {
        losesAll.set(true);
    }

    /** What is sent from now on arrives again. */
    void carryAgain() {
        losesAll.set(false);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var client = listening.accept();
                var server = new Socket();
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(server);
                Thread.ofVirtual()
                        .start(() -> carry(client, server, () -> {
                            if (serverSpokeLast.getAndSet(false)) {
                                roundTrips.incrementAndGet();
                            }
                        }));
                Thread.ofVirtual().start(() -> carry(server, client, () -> serverSpokeLast.set(true)));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void carry(Socket from, Socket to, Runnable heard) {
        try {
            var bytes = new byte[65_536];
            var in = from.getInputStream();
            for (var read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                heard.run();
                var some = Arrays.copyOf(bytes, read);
                if (!losesAll.get()) {
                    var _ = wire.schedule(() -> write(to, some), delay.toNanos(), TimeUnit.NANOSECONDS);
                }
            }
            var _ = wire.schedule(() -> close(to), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (IOException | RejectedExecutionException closed) {
            close(to);
        }
    }

    private static void write(Socket to, byte[] bytes) {
        try {
            to.getOutputStream().write(bytes);
        } catch (IOException closed) {
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        sockets.forEach(DelayingProxy::close);
        wire.shutdownNow();
    }
}
