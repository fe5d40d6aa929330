package dev.weft.testing.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedServerTest {
    private final AtomicInteger starts = new AtomicInteger();

    @Test
    void callersAtOnceGetOneServer() throws Exception {
        var shared = new SharedServer<>("sample", starts::incrementAndGet);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 100)
                    .mapToObj(_ -> threads.submit(shared::get))
                    .toList();
            for (var call : calls) {
                assertThat(call.get()).isEqualTo(1);
            }
        }
    }

    @Test
    void aFailedStartIsNotRepeated() {
        var failure = new ServerStartFailed("no space left", null);
        var shared = new SharedServer<>("sample", () -> {
            starts.incrementAndGet();
            throw failure;
        });

        assertThatThrownBy(shared::get).isSameAs(failure);
        assertThatThrownBy(shared::get).isSameAs(failure);
        assertThat(starts).hasValue(1);
    }

    @Test
    void anInterruptedCallerDoesNotTakeTheServerFromTheOthers() {
        var interrupted = new CountDownLatch(1);
        var shared = new SharedServer<>("sample", () -> {
            assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
            return starts.incrementAndGet();
        });
        Thread.currentThread().interrupt();

        assertThatThrownBy(shared::get).isInstanceOf(ServerStartFailed.class).hasMessageContaining("Interrupted");
        assertThat(Thread.interrupted()).isTrue();
        interrupted.countDown();
        assertThat(shared.get()).isEqualTo(1);
    }
}
