package dev.weft.awaitlet;

import static dev.weft.awaitlet.Race.check;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Channels with a flaw each, of the kinds that lose items: the model checker finds every one. */
class ChannelFlawsLincheckTest {
    private static final int SCHEDULES = 2_000;

    @Test
    @Spec({"AT-109", "AW-28"})
    void aSendThatDoesNotAskWhetherItsReceiveStillWaitsIsFoundOut() {
        foundOut("the item is delivered or stays", () -> {
            var flawed = new Flawed();
            var receive = flawed.receive();

            Race.run(
                    () -> {
                        var waiting = flawed.first();
                        if (waiting != null) {
                            waiting.complete("item"); // false once it is cancelled
                        } else {
                            flawed.put("item");
                        }
                    },
                    () -> {
                        receive.cancel(true);
                        flawed.leave();
                    });

            check(!receive.isCancelled() || !flawed.buffer.isEmpty(), "the item is delivered or stays");
        });
    }

    @Test
    @Spec({"AT-109", "SC-10", "AW-28"})
    void aReceiveThatGivesUpWithoutLookingWhetherItWasServedIsFoundOut() {
        foundOut("the item is delivered or stays", () -> {
            var flawed = new Flawed();
            var cancelled = new AtomicBoolean();
            var gaveUp = new AtomicBoolean();

            Race.run(
                    () -> {
                        var _ = flawed.receive();
                        if (cancelled.get()) { // as an await does, which looks at its scope first
                            flawed.leave();
                            gaveUp.set(true);
                        }
                    },
                    () -> flawed.send("item"),
                    () -> cancelled.set(true));

            check(!gaveUp.get() || !flawed.buffer.isEmpty(), "the item is delivered or stays");
        });
    }

    @Test
    @Spec({"SC-24", "AW-28"})
    void aReceiveThatFreesTheSenderBeforeItsItemIsInTheBufferIsFoundOut() {
        foundOut("what was sent last is left", () -> {
            var flawed = new Flawed();
            flawed.buffer.add("0");
            var freed = new AtomicBoolean();

            Race.run(
                    () -> {
                        var _ = flawed.take();
                        freed.set(true); // the sender of "1" goes on
                        flawed.put("1");
                    },
                    () -> {
                        if (freed.get()) {
                            flawed.put("2");
                        }
                    });

            var _ = flawed.take();
            var rest = flawed.take();
            check(rest == null || rest.equals("2"), "what was sent last is left");
        });
    }

    @Test
    @Spec({"AT-111", "AW-28"})
    void aReceiveThatLooksForTheEndBeforeItGetsInLineIsFoundOut() {
        foundOut("the receive has ended", () -> {
            var flawed = new Flawed();
            var closed = new AtomicBoolean();
            var received = new AtomicReference<@Nullable CompletableFuture<String>>();

            Race.run(
                    () -> received.set(closed.get() ? CompletableFuture.completedFuture("end") : flawed.receive()),
                    () -> {
                        closed.set(true);
                        flawed.send("end");
                    });

            var receive = received.get();
            check(receive != null && receive.isDone(), "the receive has ended");
        });
    }

    private static void foundOut(String broken, Runnable race) {
        assertThatThrownBy(() -> Lincheck.runConcurrentTest(SCHEDULES, race))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining(broken);
    }

    /** The parts of a channel, which its flawed users put together wrongly. */
    private static final class Flawed {
        private final ReentrantLock lock = new ReentrantLock();
        private final ArrayDeque<String> buffer = new ArrayDeque<>();
        private final ArrayDeque<CompletableFuture<String>> waiting = new ArrayDeque<>();

        CompletableFuture<String> receive() {
            lock.lock();
            try {
                var receive = new CompletableFuture<String>();
                waiting.add(receive);
                return receive;
            } finally {
                lock.unlock();
            }
        }

        @Nullable
        CompletableFuture<String> first() {
            lock.lock();
            try {
                return waiting.poll();
            } finally {
                lock.unlock();
            }
        }

        void leave() {
            lock.lock();
            try {
                waiting.clear(); // the one that waits
            } finally {
                lock.unlock();
            }
        }

        void send(String item) {
            lock.lock();
            try {
                var served = waiting.poll();
                if (served == null) {
                    buffer.add(item);
                } else {
                    served.complete(item);
                }
            } finally {
                lock.unlock();
            }
        }

        void put(String item) {
            lock.lock();
            try {
                buffer.add(item);
            } finally {
                lock.unlock();
            }
        }

        @Nullable
        String take() {
            lock.lock();
            try {
                return buffer.poll();
            } finally {
                lock.unlock();
            }
        }
    }
}
