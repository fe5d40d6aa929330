package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.WeftException;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineUrl;
import dev.weft.spec.Spec;
import dev.weft.tck.HostileServer.Strike;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;

/**
 * A server whose replies are no replies: the caller is told in time, and the next connection works.
 *
 * <p>In a small heap, because pgjdbc allocates what a column claims to be: in a large one the caller still hears in
 * time, but the driver fills two gigabytes with zeros for seconds after it.
 */
@Spec("R-23")
class HostileServerTest {
    private static final Duration DEADLINE = Duration.ofMillis(400);
    private static final Duration BUDGET = Duration.ofMillis(150);
    private static final Duration NO_HANG = Duration.ofSeconds(15);

    @Timeout(120)
    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS)
    void noReplyToAQueryHangsOrPoisonsThePool(EngineFactory engines) throws IOException {
        try (var server = server(engines);
                var engine = through(server, engines)) {
            for (var hostile : replies().entrySet()) {
                assertThat(Work.one(engine)).as("before " + hostile.getKey()).isEqualTo(1);
                strike(server, engine, hostile);
            }
            assertThat(Work.one(engine)).isEqualTo(1);
            assertThat(engine.status().inUse()).isZero();
        }
    }

    @Timeout(120)
    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS)
    void noReplyToALoginHangsOrPoisonsThePool(EngineFactory engines) throws IOException {
        try (var server = server(engines);
                var engine = through(server, engines)) {
            for (var hostile : replies().entrySet()) {
                await(engine.dispose());
                strike(server, engine, hostile);
                assertThat(Work.one(engine)).as("after " + hostile.getKey()).isEqualTo(1);
            }
        }
    }

    private static void strike(HostileServer server, AsyncEngine engine, Map.Entry<String, Strike> hostile) {
        server.strikeNext(hostile.getValue());
        var start = System.nanoTime();
        try {
            CancelScope.failAfter(
                    DEADLINE,
                    () -> await(engine.begin(connection -> connection.scalar(Integer.class, "select 41 + 1"))));
        } catch (WeftException typed) {
            assertThat(typed.code()).as(hostile.getKey()).startsWith("ER-");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("time for " + hostile.getKey())
                .isLessThan(NO_HANG);
        server.strikeNothing();
    }

    private static Map<String, Strike> replies() {
        var seed = Long.getLong("weft.seed", System.nanoTime());
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        var replies = new LinkedHashMap<String, Strike>();
        replies.put("a row that claims two gigabytes", once(message('D', Integer.MAX_VALUE, new byte[40])));
        replies.put("a row of two gigabytes without end", endless(message('D', Integer.MAX_VALUE, new byte[8_000])));
        replies.put("a length of zero", once(message('D', 0, new byte[40])));
        replies.put("a length of minus one", once(message('T', -1, new byte[40])));
        replies.put("the least of lengths", once(message('Z', Integer.MIN_VALUE, new byte[40])));
        replies.put("a row before its description", once(message('D', 14, new byte[] {0, 1, 0, 0, 0, 4, 0, 0, 0, 1})));
        replies.put("a row of more columns than it has", once(message('D', 6, new byte[] {127, 127})));
        replies.put("a column longer than its row", once(message('D', 10, new byte[] {0, 1, 127, 127, 127, 127})));
        replies.put("a description of nothing", once(message('T', 6, new byte[] {127, 127})));
        replies.put("ready, and ready again", once(join(ready(), ready())));
        replies.put("the answers to nobody's questions", once(join(empty('2'), empty('1'), empty('n'), empty('3'))));
        replies.put("a copy that nobody asked for", once(message('G', 7, new byte[] {0, 0, 0})));
        replies.put("the request of another login", once(message('R', 8, new byte[] {0, 0, 0, 3})));
        replies.put("a login of an unknown kind", once(message('R', 8, new byte[] {99, 99, 99, 99})));
        replies.put("an error without end", once(message('E', 100_004, filled(100_000, 'M'))));
        replies.put("a notice that is empty", once(empty('N')));
        replies.put("settings without end", endless(message('S', 8, "a\0b\0".getBytes(StandardCharsets.US_ASCII))));
        replies.put("a letter that means nothing", once(message('@', 8, new byte[4])));
        var junk = new byte[2_000];
        random.nextBytes(junk);
        replies.put("junk of seed " + seed, once(junk));
        replies.put("junk without end of seed " + seed, endless(junk));
        return replies;
    }

    private static Strike once(byte[] bytes) {
        return new Strike(bytes, false);
    }

    private static Strike endless(byte[] bytes) {
        return new Strike(bytes, true);
    }

    private static byte[] message(char letter, int length, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) letter)
                .putInt(length)
                .put(body)
                .array();
    }

    private static byte[] empty(char letter) {
        return message(letter, 4, new byte[0]);
    }

    private static byte[] ready() {
        return message('Z', 5, new byte[] {'I'});
    }

    private static byte[] filled(int length, char letter) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) letter);
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        var length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        var all = ByteBuffer.allocate(length);
        for (var part : parts) {
            all.put(part);
        }
        return all.array();
    }

    private static HostileServer server(EngineFactory engines) throws IOException {
        return new HostileServer(EngineUrl.parse(engines.url()).port().orElseThrow());
    }

    /** Without TLS, so that the first request is the login. */
    private static AsyncEngine through(HostileServer server, EngineFactory engines) {
        var plain = engines.url().replaceFirst(":\\d+/", ":" + server.port() + "/");
        return AsyncEngine.create(
                plain + (plain.contains("?") ? "&" : "?") + "sslmode=disable",
                engines.create()
                        .options()
                        .withPoolSize(2)
                        .withPingAfterIdle(Duration.ZERO) // some replies look whole, and only the next shows the truth
                        .withConnectTimeout(Duration.ofSeconds(3))
                        .withAcquireTimeout(Duration.ofSeconds(20))
                        .withCancelTimeout(BUDGET)
                        .withCloseTimeout(BUDGET));
    }
}
