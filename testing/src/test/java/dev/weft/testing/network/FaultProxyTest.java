package dev.weft.testing.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the network does to an echo. */
@Timeout(20)
class FaultProxyTest {
    private final ServerSocket echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final FaultProxy network = FaultProxy.before(echo.getLocalPort(), 1);

    FaultProxyTest() throws IOException {
        Thread.ofVirtual().start(this::answer);
    }

    @AfterEach
    void close() throws IOException {
        network.close();
        echo.close();
    }

    @Test
    void aFairNetworkCarriesEverythingBothWays() throws IOException {
        try (var client = connect()) {
            assertThat(said(client, "hello")).isEqualTo("hello");
            assertThat(said(client, "again")).isEqualTo("again");
        }
        assertThat(network.connections()).isEqualTo(1);
        assertThat(network.roundTrips()).isEqualTo(2);
    }

    @Test
    void latencyIsPaidInEachDirection() throws IOException {
        network.latency(Duration.ofMillis(30));
        try (var client = connect()) {
            var start = System.nanoTime();
            assertThat(said(client, "hello")).isEqualTo("hello");

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
        }
    }

    @Test
    void piecesArriveInTheirOrderWhateverTheirDelays() throws IOException {
        network.slices(1);
        network.jitter(Duration.ofMillis(2));
        var text = "the quick brown fox jumps over the lazy dog";
        try (var client = connect()) {
            assertThat(said(client, text)).isEqualTo(text);
        }
    }

    @Test
    void aSilentNetworkLosesEverythingAndTellsNobody() throws IOException {
        try (var client = connect()) {
            assertThat(said(client, "hello")).isEqualTo("hello");
            network.silence();
            client.setSoTimeout(100);

            assertThatThrownBy(() -> said(client, "anyone?")).isInstanceOf(SocketTimeoutException.class);
            untilSent("hello".length() + "anyone?".length()); // the network may be slower to lose it than the client
            network.heal();
            client.setSoTimeout(0);
            assertThat(said(client, "back")).isEqualTo("back");
        }
    }

    @Test
    void aForgottenConnectionIsLostForGoodAndANewOneIsNot() throws IOException {
        try (var lost = connect()) {
            assertThat(said(lost, "hello")).isEqualTo("hello");
            network.forget();
            lost.setSoTimeout(100);

            assertThatThrownBy(() -> said(lost, "anyone?")).isInstanceOf(SocketTimeoutException.class);
            try (var client = connect()) {
                assertThat(said(client, "hello")).isEqualTo("hello");
            }
            network.heal();
            assertThatThrownBy(() -> said(lost, "still nobody?")).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void theNextConnectionIsCutAtItsByteAndTheOneAfterIsNot() throws IOException {
        network.cutNext(Direction.TO_CLIENT, 3);
        try (var client = connect()) {
            send(client, "hello");

            assertThat(new String(client.getInputStream().readNBytes(3), StandardCharsets.UTF_8))
                    .isEqualTo("hel");
            assertThatThrownBy(() -> receive(client, 1)).isInstanceOf(IOException.class);
        }
        try (var client = connect()) {
            assertThat(said(client, "hello")).isEqualTo("hello");
        }
    }

    @Test
    void theNextConnectionFreezesAtItsByteAndTheOneAfterDoesNot() throws IOException {
        network.freezeNext(Direction.TO_CLIENT, 3);
        try (var lost = connect()) {
            send(lost, "hello");

            assertThat(new String(lost.getInputStream().readNBytes(3), StandardCharsets.UTF_8))
                    .isEqualTo("hel");
            lost.setSoTimeout(100);
            assertThatThrownBy(() -> said(lost, "anyone?")).isInstanceOf(SocketTimeoutException.class);
        }
        try (var client = connect()) {
            assertThat(said(client, "hello")).isEqualTo("hello");
        }
    }

    @Test
    void oneByteIsCorrupted() throws IOException {
        network.corruptNext(Direction.TO_SERVER, 1);
        try (var client = connect()) {
            send(client, "abc");
            var read = receive(client, 3);

            assertThat(read).containsExactly('a', (byte) ~'b', 'c');
        }
    }

    @Test
    void aResetIsFoundAtOnce() throws IOException {
        try (var client = connect()) {
            assertThat(said(client, "hello")).isEqualTo("hello");
            network.reset();

            assertThatThrownBy(() -> receive(client, 1)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aHalfClosedDirectionEndsAsIfAllWereSaid() throws IOException {
        try (var client = connect()) {
            assertThat(said(client, "hello")).isEqualTo("hello");
            network.halfClose(Direction.TO_CLIENT);

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aServerThatRefusesIsToldToTheClient() throws IOException {
        int nobody;
        try (var unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = unused.getLocalPort();
        }
        try (var before = FaultProxy.before(nobody);
                var client = new Socket(InetAddress.getLoopbackAddress(), before.port())) {
            assertThatThrownBy(() -> said(client, "hello")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void badSettingsAreRefused() {
        assertThatThrownBy(() -> network.latency(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> network.slices(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> network.cutNext(Direction.TO_SERVER, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> network.through("postgresql://host:1/db"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void answer() {
        while (!echo.isClosed()) {
            try {
                var client = echo.accept();
                Thread.ofVirtual().start(() -> {
                    try (client) {
                        var _ = client.getInputStream().transferTo(client.getOutputStream());
                    } catch (IOException gone) {
                        // as some of these tests want it
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** Waits until clients have sent so many bytes, as far as the network knows. */
    @SuppressWarnings("ThreadPriorityCheck") // lets others run between two looks; nothing depends on who does
    private void untilSent(long bytes) {
        var start = System.nanoTime();
        while (network.bytes(Direction.TO_SERVER) < bytes) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            Thread.yield();
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), network.port());
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] receive(Socket client, int count) throws IOException {
        var read = client.getInputStream().readNBytes(count);
        if (read.length < count) {
            throw new EOFException("only " + read.length + " bytes");
        }
        return read;
    }

    private static String said(Socket client, String text) throws IOException {
        send(client, text);
        return new String(receive(client, text.length()), StandardCharsets.UTF_8);
    }
}
