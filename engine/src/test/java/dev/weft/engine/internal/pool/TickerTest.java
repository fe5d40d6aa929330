package dev.weft.engine.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.spi.VirtualTime;
import dev.weft.engine.internal.Soon;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TickerTest {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final AtomicBoolean needed = new AtomicBoolean(true);
    private final AtomicInteger rounds = new AtomicInteger();

    private void passes(int expected) {
        Soon.until("the timer is set", () -> time.timers() == 1);
        time.advance(EVERY);
        Soon.until("round " + expected, () -> rounds.get() == expected);
    }

    @Test
    void aRoundThatFailsIsNotTheLast() {
        var ticker = new Ticker(time, EVERY, needed::get, () -> {
            if (rounds.incrementAndGet() == 1) {
                throw new IllegalStateException("the first round fails, as this test wants it");
            }
        });
        ticker.start();

        passes(1);
        passes(2);
    }

    @Test
    void itRestsWhenThereIsNoReasonAndBeginsAgain() {
        var ticker = new Ticker(time, EVERY, needed::get, rounds::incrementAndGet);
        ticker.start();
        needed.set(false);
        passes(1);
        assertThat(time.timers()).isZero();

        needed.set(true);
        Soon.until("it has come to rest", () -> {
            ticker.start();
            return time.timers() == 1;
        });

        passes(2);
    }

    @Test
    void stoppedItNeverBeginsAgain() {
        var ticker = new Ticker(time, EVERY, needed::get, rounds::incrementAndGet);
        ticker.start();
        ticker.stop();
        ticker.start();

        time.advance(EVERY.multipliedBy(10));

        assertThat(time.timers()).isZero();
        assertThat(rounds).hasValue(0);
    }
}
