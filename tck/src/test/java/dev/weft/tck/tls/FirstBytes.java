package dev.weft.tck.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A network that notes the first request of each connection. */
final class FirstBytes implements AutoCloseable {
    private static final int REQUEST = 8; // its length and its code

    private final ServerSocket listening;
    private final int target;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final List<Integer> codes = new CopyOnWriteArrayList<>();

    FirstBytes(int target) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** The codes of the first requests, in order. */
    List<Integer> codes() {
        return List.copyOf(codes);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var client = listening.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(server);
                var first = client.getInputStream().readNBytes(REQUEST);
                codes.add(ByteBuffer.wrap(first).getInt(Integer.BYTES));
                server.getOutputStream().write(first);
                carry(client.getInputStream(), server.getOutputStream(), server);
                carry(server.getInputStream(), client.getOutputStream(), client);
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void carry(InputStream from, OutputStream to, Socket end) {
        Thread.ofVirtual().start(() -> {
            try (end) {
                from.transferTo(to);
            } catch (IOException closed) {
                // by either side; both ends are closed now
            }
        });
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
