package dev.weft.engine.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.spi.VirtualTime;
import dev.weft.engine.internal.Soon;
import dev.weft.spec.Spec;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers whose thread is held up between joining the line and starting its clock. */
@Timeout(20)
@Spec("PL-3")
class LineClockTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LAST = Duration.ofMillis(1);

    private final VirtualTime time = new VirtualTime();
    private final LinkedHashSet<Waiter> line = new LinkedHashSet<>();
    private final List<Waiter> expired = new CopyOnWriteArrayList<>();
    private final LineClock clock = new LineClock(new ReentrantLock(), line, time, PATIENCE, expired::add);

    private Waiter joined() {
        var waiter = new Waiter(Caller.named("test"), _ -> {}, clock.endOfPatience());
        line.add(waiter);
        return waiter;
    }

    @Test
    void theirPatienceEndsAsIfTheyHadNotBeen() {
        var waiter = joined();
        time.advance(PATIENCE.minus(LAST));
        clock.start();
        assertThat(expired).isEmpty();
        time.advance(LAST);

        Soon.until("it is over", () -> expired.contains(waiter));
    }

    @Test
    void whatHasEndedBeforeTheClockStartsIsOverAtOnce() {
        var waiter = joined();
        time.advance(PATIENCE);
        clock.start();

        Soon.until("it is over", () -> expired.contains(waiter));
    }
}
