package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import java.util.ArrayList;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many senders and receivers on one channel, with scopes cancelled at random moments by another thread. */
class ChannelStressTest {
    private static final int SENDERS = 4;
    private static final int RECEIVERS = 4;
    private static final int ITEMS = 3_000; // of each sender

    private final Queue<CancelScope> open = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16})
    @Timeout(60)
    @Spec({"AT-109", "AT-108", "SC-20"})
    void everyItemWhoseSendReturnedIsReceivedOnceAndNoOther(int bufferSize) throws InterruptedException {
        var seed = new Random().nextLong();
        System.out.println("ChannelStressTest, buffer " + bufferSize + ", seed " + seed);
        var channel = Channel.<Integer>open(bufferSize);
        var sent = new ConcurrentLinkedQueue<Integer>();
        var received = new ConcurrentLinkedQueue<Integer>();
        var running = new ArrayList<CompletableFuture<?>>();
        var stop = new CountDownLatch(1);
        for (var number = 0; number < SENDERS; number++) {
            var first = number * ITEMS;
            var sender = channel.sender().copy();
            running.add(async(() -> sendAll(sender, first, sent)));
        }
        channel.sender().close();
        for (var number = 0; number < RECEIVERS; number++) {
            var receiver = channel.receiver().copy();
            running.add(async(() -> receiveAll(receiver, received)));
        }
        channel.receiver().close();
        var canceller = new Thread(() -> cancelSome(new Random(seed), stop));
        canceller.start();

        running.forEach(Outcomes::resultOf);
        stop.countDown();
        canceller.join();

        assertThat(received).as("seed %d", seed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(sent);
        assertThat(sent).as("sends that were not cancelled, seed %d", seed).isNotEmpty();
        assertThat(channel.sender().statistics())
                .as("seed %d", seed)
                .isEqualTo(new Channel.Statistics(0, bufferSize, 0, 0, 0, 0));
    }

    private void sendAll(Sender<Integer> sender, int first, Queue<Integer> sent) {
        try (sender) {
            for (var item = first; item < first + ITEMS; item++) {
                var next = item;
                cancellable(() -> {
                    sender.send(next);
                    sent.add(next);
                });
            }
        }
    }

    private void receiveAll(Receiver<Integer> receiver, Queue<Integer> received) {
        try (receiver) {
            while (true) {
                cancellable(() -> received.add(receiver.receive()));
            }
        } catch (EndOfStream end) {
            assertThat(receiver.statistics().openSenders()).isZero();
        }
    }

    /** Runs one operation in a scope that the canceller may reach, before, while or after it waits. */
    private void cancellable(Action operation) {
        var scope = CancelScope.create();
        open.add(scope);
        try {
            scope.run(operation);
        } finally {
            open.remove(scope);
        }
    }

    private void cancelSome(Random random, CountDownLatch stop) {
        while (stop.getCount() > 0) {
            for (var scope : open) {
                if (random.nextInt(4) == 0) {
                    scope.cancel("at random");
                }
            }
            Thread.onSpinWait();
        }
    }
}
