package dev.weft.testing.network;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/** One connection through the network: a socket on either side, and a reader and a lane for each direction. */
final class Link {
    private static final int MOST = 65_536;

    private final Socket client;
    private final Socket server;
    private final Optional<Fault> fault;
    private final Lane toServer;
    private final Lane toClient;
    private final Runnable ended;
    private final AtomicBoolean serverSpokeLast = new AtomicBoolean(true);
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean forgotten;

    /** The two sides of a connection. */
    record Sides(Socket client, Socket server) {}

    /** What is under way between them. */
    record Lanes(Lane toServer, Lane toClient) {}

    Link(Sides sides, Lanes lanes, Optional<Fault> fault, Runnable ended) {
        this.client = sides.client();
        this.server = sides.server();
        this.toServer = lanes.toServer();
        this.toClient = lanes.toClient();
        this.fault = fault;
        this.ended = ended;
    }

    /** Who counts bytes. */
    @FunctionalInterface
    interface Count {
        void sent(Direction direction, int bytes);
    }

    void start(Runnable roundTrip, Count count) {
        start(Direction.TO_SERVER, bytes -> {
            if (serverSpokeLast.getAndSet(false)) {
                roundTrip.run();
            }
            count.sent(Direction.TO_SERVER, bytes);
        });
        start(Direction.TO_CLIENT, bytes -> {
            serverSpokeLast.set(true);
            count.sent(Direction.TO_CLIENT, bytes);
        });
    }

    private void start(Direction direction, IntConsumer heard) {
        Thread.ofVirtual().name("weft-fault-proxy " + direction).start(() -> {
            try {
                read(direction, heard);
            } catch (IOException | InterruptedException gone) {
                if (!forgotten) {
                    reset();
                }
            }
        });
    }

    private void read(Direction direction, IntConsumer heard) throws IOException, InterruptedException {
        var in = (direction == Direction.TO_SERVER ? client : server).getInputStream();
        var lane = direction == Direction.TO_SERVER ? toServer : toClient;
        var bytes = new byte[MOST];
        var before = 0L;
        for (var count = in.read(bytes); count >= 0; count = in.read(bytes)) {
            var weather = lane.weather(); // before they are counted: whoever sees them counted may change it
            heard.accept(count);
            var end = spoil(direction, before, bytes, count);
            send(direction, lane, weather, bytes, end < 0 ? count : end);
            if (end >= 0) {
                stop(lane);
                return;
            }
            before += count;
        }
        if (!forgotten) {
            lane.send(() -> halfClose(direction));
        }
    }

    /** Does what the fault does to these bytes; answers how many arrive if they are the last, or -1. */
    private int spoil(Direction direction, long before, byte[] bytes, int count) {
        var here = fault.filter(one -> one.direction() == direction && one.at() >= before && one.at() < before + count);
        if (here.isEmpty()) {
            return -1;
        }
        var at = Math.toIntExact(here.get().at() - before);
        if (!(here.get() instanceof Fault.Corruption)) {
            return at;
        }
        bytes[at] = (byte) ~bytes[at];
        return -1;
    }

    private void stop(Lane lane) throws InterruptedException {
        if (fault.filter(Fault.Freeze.class::isInstance).isPresent()) {
            forget();
        } else {
            lane.send(this::reset);
        }
    }

    private void send(Direction direction, Lane lane, Weather weather, byte[] bytes, int count)
            throws InterruptedException {
        if (weather.silent() || forgotten) {
            return;
        }
        var at = 0;
        while (at < count) {
            var end = at + Math.min(weather.slice(), count - at);
            var piece = Arrays.copyOfRange(bytes, at, end);
            lane.send(() -> write(direction, piece));
            at = end;
        }
    }

    private void write(Direction direction, byte[] piece) {
        try {
            receiver(direction).getOutputStream().write(piece);
        } catch (IOException gone) {
            reset();
        }
    }

    void halfClose(Direction direction) {
        try {
            receiver(direction).shutdownOutput();
        } catch (IOException gone) {
            reset();
        }
    }

    private Socket receiver(Direction direction) {
        return direction == Direction.TO_SERVER ? server : client;
    }

    /** Nothing of it arrives any more, not even its end. */
    void forget() {
        forgotten = true;
    }

    /** Both sides find the connection gone, and what was under way is lost. */
    void reset() {
        if (closed.compareAndSet(false, true)) {
            toServer.close();
            toClient.close();
            abort(client);
            abort(server);
            ended.run();
        }
    }

    static void abort(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0); // the other side is told at once
        } catch (IOException gone) {
            // and so it is
        }
    }
}
