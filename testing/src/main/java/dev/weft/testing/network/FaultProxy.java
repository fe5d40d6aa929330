package dev.weft.testing.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * A network between clients and a server on this machine that fails as it is told: it delays, cuts into pieces, loses,
 * corrupts, forgets, and breaks off.
 *
 * <ul>
 *   <li>A change holds for what is sent from then on, on connections that are open and on those to come.
 *   <li>Bytes of one direction of one connection arrive in their order, whatever their delays.
 *   <li>It counts connections and round trips.
 *   <li>Closing it breaks off all its connections.
 * </ul>
 *
 * <p>Safe for use by many threads. After the proxies of pgjdbc's and Vert.x's tests.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int BACKLOG = 200;

    private final ServerSocket listening;
    private final int target;
    private final SplittableRandom chance;
    private final AtomicReference<Weather> weather = new AtomicReference<>(Weather.FAIR);
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger roundTrips = new AtomicInteger();
    private final AtomicLong toServer = new AtomicLong();
    private final AtomicLong toClient = new AtomicLong();

    private FaultProxy(int target, long seed) throws IOException {
        this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        this.target = target;
        this.chance = new SplittableRandom(seed);
    }

    /**
     * A network that is fair until told otherwise.
     *
     * @param port the server's port on this machine
     * @return the network, which listens on a {@link #port() port} of its own
     * @throws UncheckedIOException if no port is free
     */
    public static FaultProxy before(int port) {
        return before(port, 0);
    }

    /**
     * A network that is fair until told otherwise, and whose jitter can be had again.
     *
     * @param port the server's port on this machine
     * @param seed where its chance begins
     * @return the network, which listens on a {@link #port() port} of its own
     * @throws UncheckedIOException if no port is free
     */
    public static FaultProxy before(int port, long seed) {
        try {
            var proxy = new FaultProxy(port, seed);
            Thread.ofVirtual().name("weft-fault-proxy").start(proxy::accept);
            return proxy;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    /**
     * Where clients connect.
     *
     * @return the port, on the loopback address
     */
    public int port() {
        return listening.getLocalPort();
    }

    /**
     * A URL of the server, as one that goes through this network.
     *
     * @param url a URL with the server's own port
     * @return the same with this network's address and port
     * @throws IllegalArgumentException if the URL does not have the server's port
     */
    public String through(String url) {
        var own = ":" + target + "/";
        if (!url.contains(own)) {
            throw new IllegalArgumentException("the URL does not name port " + target);
        }
        return url.replace(own, ":" + port() + "/");
    }

    /**
     * Delays everything.
     *
     * @param each how long a piece is under way in each direction, zero or more
     * @throws IllegalArgumentException if it is negative
     */
    public void latency(Duration each) {
        change(now -> now.withLatency(each));
    }

    /**
     * Delays each piece by chance, beside the latency.
     *
     * @param most the most that is added, zero or more
     * @throws IllegalArgumentException if it is negative
     */
    public void jitter(Duration most) {
        change(now -> now.withJitter(most));
    }

    /**
     * Delivers everything in small pieces, each by a write of its own.
     *
     * @param most the most bytes of a piece, at least 1
     * @throws IllegalArgumentException if it is less
     */
    public void slices(int most) {
        change(now -> now.withSlice(most));
    }

    /** Loses everything, without telling anybody: connections stay open, and new ones are taken and not answered. */
    public void silence() {
        change(now -> now.withSilence(true));
    }

    /**
     * Loses everything of the connections that are open now, also their ends, without telling anybody, for good: as a
     * gateway does that has forgotten them. New ones are not touched.
     */
    public void forget() {
        links.forEach(Link::forget);
    }

    /** Is fair again. What was lost stays lost. */
    public void heal() {
        weather.set(Weather.FAIR);
    }

    private void change(UnaryOperator<Weather> how) {
        weather.updateAndGet(how);
    }

    /**
     * Breaks off the next connection that is made, at one byte; both sides find it closed.
     *
     * @param direction the way that the byte goes
     * @param at how many bytes go that way before; 0 for the first
     * @throws IllegalArgumentException if that is negative
     */
    public void cutNext(Direction direction, long at) {
        faults.add(new Fault.Cut(direction, notNegative(at)));
    }

    /**
     * Loses everything of the next connection that is made from one byte on, in both directions, without telling
     * anybody: as a server does that freezes.
     *
     * @param direction the way that the byte goes
     * @param at how many bytes go that way before; 0 for the first
     * @throws IllegalArgumentException if that is negative
     */
    public void freezeNext(Direction direction, long at) {
        faults.add(new Fault.Freeze(direction, notNegative(at)));
    }

    /**
     * Turns over every bit of one byte of the next connection that is made.
     *
     * @param direction the way that the byte goes
     * @param at how many bytes go that way before; 0 for the first
     * @throws IllegalArgumentException if that is negative
     */
    public void corruptNext(Direction direction, long at) {
        faults.add(new Fault.Corruption(direction, notNegative(at)));
    }

    private static long notNegative(long at) {
        if (at < 0) {
            throw new IllegalArgumentException("a place is 0 or more, not " + at);
        }
        return at;
    }

    /** Resets every connection that is open: both sides find it gone at once, with what was under way. */
    public void reset() {
        links.forEach(Link::reset);
    }

    /**
     * Ends one direction of every connection that is open, as if its sender had said all.
     *
     * @param direction the way that ends
     */
    public void halfClose(Direction direction) {
        links.forEach(link -> link.halfClose(direction));
    }

    /**
     * How many connections have been made.
     *
     * @return the number since the beginning
     */
    public int connections() {
        return connections.get();
    }

    /**
     * How often a client has sent something behind an answer.
     *
     * @return the number since the beginning, of all connections together
     */
    public int roundTrips() {
        return roundTrips.get();
    }

    /**
     * How many bytes clients and server have sent.
     *
     * @param direction the way that they went
     * @return the number since the beginning, of all connections together
     */
    public long bytes(Direction direction) {
        return sent(direction).get();
    }

    private AtomicLong sent(Direction direction) {
        return direction == Direction.TO_SERVER ? toServer : toClient;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                join(listening.accept());
            } catch (IOException closed) {
                // the loop ends
            }
        }
    }

    private void join(Socket client) {
        try {
            client.setTcpNoDelay(true);
            var server = new Socket(InetAddress.getLoopbackAddress(), target);
            server.setTcpNoDelay(true);
            join(client, server);
        } catch (IOException refused) {
            Link.abort(client); // so the client finds it out
        }
    }

    private void join(Socket client, Socket server) {
        connections.incrementAndGet();
        var lanes = new Link.Lanes(lane(Direction.TO_SERVER), lane(Direction.TO_CLIENT));
        var ended = new AtomicReference<Runnable>(() -> {});
        var link = new Link(
                new Link.Sides(client, server),
                lanes,
                Optional.ofNullable(faults.poll()),
                () -> ended.get().run());
        ended.set(() -> links.remove(link));
        links.add(link);
        link.start(
                roundTrips::incrementAndGet,
                (direction, count) -> sent(direction).addAndGet(count));
    }

    private Lane lane(Direction direction) {
        return new Lane("weft-fault-proxy " + direction, weather::get, chance.split());
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        reset();
    }
}
