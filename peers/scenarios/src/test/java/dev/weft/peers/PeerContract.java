package dev.weft.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.EngineUrl;
import dev.weft.testing.server.EmbeddedPostgres;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every peer does, or the scenarios would say nothing about it. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
public abstract class PeerContract {
    private static final int SECONDS = 60;
    private static final String ONE = "select cast(1 as bigint)";

    private final Function<Target, Peer> maker;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Peer peer;

    /**
     * The contract of one of them.
     *
     * @param maker makes the peer
     */
    protected PeerContract(Function<Target, Peer> maker) {
        this.maker = maker;
    }

    @BeforeEach
    void connect() {
        var url = EngineUrl.parse(EmbeddedPostgres.shared().url());
        var host = url.hosts().getFirst();
        peer = maker.apply(new Target(
                host.name(),
                host.port().orElseThrow(),
                url.database().orElseThrow(),
                url.user().orElseThrow(),
                url.password().orElse(""),
                "peer-contract",
                2,
                Duration.ofSeconds(SECONDS)));
    }

    @AfterEach
    void close() {
        peer.close();
    }

    @Test
    void itAnswersWhatItIsAsked() throws Exception {
        assertThat(peer.ask("select cast(42 as bigint)").answer().get(SECONDS, TimeUnit.SECONDS))
                .isEqualTo(42);
    }

    @Test
    void aStatementThatIsWrongFails() throws Exception {
        var answer = peer.ask("select cast('one' as bigint)").answer();

        assertThat(Waiting.ended(answer, TimeUnit.SECONDS.toNanos(SECONDS))).isTrue();
        assertThat(answer).isCompletedExceptionally();
    }

    @Test
    void whoGivesUpAQueryHearsOfItsEnd() throws Exception {
        var call = peer.ask("select cast(1 as bigint) from pg_sleep(1)");
        call.cancel().run();

        assertThat(Waiting.ended(call.answer(), TimeUnit.SECONDS.toNanos(SECONDS)))
                .isTrue();
        assertThat(call.answer()).isCompletedExceptionally();
        assertThat(peer.ask(ONE).answer().get(SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void whoGivesUpAnIdleTransactionHearsOfItsEnd() throws Exception {
        var waits = new CountDownLatch(1);
        var call = peer.idle(waits::countDown);
        assertThat(waits.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        call.cancel().run();

        assertThat(Waiting.ended(call.answer(), TimeUnit.SECONDS.toNanos(SECONDS)))
                .isTrue();
    }
}
