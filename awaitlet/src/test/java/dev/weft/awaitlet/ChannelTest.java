package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sending and receiving: order, back pressure, and the forms that do not wait. */
class ChannelTest {
    private final Channel<String> rendezvous = Channel.open();
    private final Channel<String> buffered = Channel.open(2);

    @AfterEach
    void closeHalves() {
        for (var channel : List.of(rendezvous, buffered)) {
            channel.sender().close();
            channel.receiver().close();
        }
    }

    @AwaitletTest
    @Spec({"SC-24", "AT-104"})
    void aNegativeBufferSizeIsRefusedByName() {
        assertThatThrownBy(() -> Channel.open(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bufferSize must be 0 to UNLIMITED, but was -1");
    }

    @AwaitletTest
    @Spec("SC-24")
    void withoutABufferASendWaitsUntilItsItemIsReceived() {
        var sent = async(() -> rendezvous.sender().send("item"));
        awaitSenders(rendezvous, 1);

        assertThat(sent).as("back pressure").isNotDone();
        assertThat(rendezvous.receiver().receive()).isEqualTo("item");
        await(sent);
    }

    @AwaitletTest
    @Spec("SC-24")
    void aReceiveWaitsUntilAnItemIsSent() {
        var received = async(() -> rendezvous.receiver().receive());
        awaitReceivers(rendezvous, 1);

        assertThat(received).isNotDone();
        rendezvous.sender().send("item");

        assertThat(await(received)).isEqualTo("item");
    }

    @AwaitletTest
    @Spec("SC-24")
    void withABufferASendWaitsOnlyWhenItIsFull() {
        buffered.sender().send("first");
        buffered.sender().send("second");
        var third = async(() -> buffered.sender().send("third"));
        awaitSenders(buffered, 1);

        assertThat(third).isNotDone();
        assertThat(buffered.receiver().receive()).isEqualTo("first");
        await(third);
        assertThat(buffered.receiver().receive()).isEqualTo("second");
        assertThat(buffered.receiver().receive()).isEqualTo("third");
    }

    @AwaitletTest
    @Spec({"SC-24", "AT-104"})
    void onAnUnlimitedChannelNoSendWaits() {
        var unlimited = Channel.<Integer>open(Channel.UNLIMITED);
        try (var sender = unlimited.sender();
                var receiver = unlimited.receiver()) {
            for (var number = 0; number < 1_000; number++) {
                sender.sendNow(number);
            }

            assertThat(unlimited.sender().statistics().bufferUsed()).isEqualTo(1_000);
            assertThat(receiver.receive()).isZero();
        }
    }

    @AwaitletTest
    @Spec("SC-24")
    void waitingReceiversAreServedFirstComeFirstServed() {
        var received = new ArrayList<CompletableFuture<String>>();
        for (var number = 0; number < 5; number++) {
            received.add(async(() -> rendezvous.receiver().receive()));
            awaitReceivers(rendezvous, number + 1);
        }

        for (var number = 0; number < 5; number++) {
            rendezvous.sender().send("item " + number);
        }

        assertThat(received.stream().map(Awaitlets::await))
                .containsExactly("item 0", "item 1", "item 2", "item 3", "item 4");
    }

    @AwaitletTest
    @Spec("SC-24")
    void waitingSendersAreServedFirstComeFirstServedBehindTheBuffer() {
        buffered.sender().send("0");
        buffered.sender().send("1");
        var sent = new ArrayList<CompletableFuture<?>>();
        for (var number = 2; number < 6; number++) {
            var item = String.valueOf(number);
            sent.add(async(() -> buffered.sender().send(item)));
            awaitSenders(buffered, number - 1);
        }

        var received = new ArrayList<String>();
        for (var number = 0; number < 6; number++) {
            received.add(buffered.receiver().receive());
        }

        assertThat(received).containsExactly("0", "1", "2", "3", "4", "5");
        sent.forEach(Awaitlets::await);
    }

    @AwaitletTest
    @Spec({"AT-105", "SC-24"})
    void aSendThatMustNotWaitIsRefusedUnlessAReceiveWaitsOrThereIsRoom() {
        assertThatThrownBy(() -> rendezvous.sender().sendNow("refused"))
                .isInstanceOf(WouldBlock.class)
                .hasMessageContaining("ER-205");
        var received = async(() -> rendezvous.receiver().receive());
        awaitReceivers(rendezvous, 1);
        rendezvous.sender().sendNow("item");
        assertThat(await(received)).isEqualTo("item");

        buffered.sender().sendNow("first");
        buffered.sender().sendNow("second");
        assertThatThrownBy(() -> buffered.sender().sendNow("third")).isInstanceOf(WouldBlock.class);
        assertThat(buffered.receiver().statistics().bufferUsed()).isEqualTo(2);
    }

    @AwaitletTest
    @Spec({"AT-105", "SC-24"})
    void aReceiveThatMustNotWaitTakesWhatIsBufferedAndIsRefusedWithoutIt() {
        assertThatThrownBy(() -> buffered.receiver().receiveNow()).isInstanceOf(WouldBlock.class);

        buffered.sender().sendNow("item");

        assertThat(buffered.receiver().receiveNow()).isEqualTo("item");
    }

    @AwaitletTest
    @Spec("AT-105")
    void aWaitingSenderIsFreedByAReceiveThatDoesNotWait() {
        var sent = async(() -> rendezvous.sender().send("item"));
        awaitSenders(rendezvous, 1);

        assertThat(rendezvous.receiver().receiveNow()).isEqualTo("item");

        await(sent);
        assertThat(rendezvous.receiver().statistics().waitingSenders()).isZero();
    }

    @Test
    @Spec({"AT-105", "SC-23"})
    void theFormsThatDoNotWaitAreForAnyThreadAndTheOthersForAwaitlets() {
        buffered.sender().sendNow("item");
        assertThat(buffered.receiver().receiveNow()).isEqualTo("item");

        assertThatThrownBy(() -> buffered.sender().send("item")).isInstanceOf(NoAwaitletContext.class);
        assertThatThrownBy(() -> buffered.receiver().receive()).isInstanceOf(NoAwaitletContext.class);
        assertThat(buffered.sender().statistics().bufferUsed()).isZero();
    }

    @AwaitletTest
    @Spec("SC-24")
    void itemsAreDividedAmongReceiversAndNoneArrivesTwice() {
        var taken = new AtomicInteger();
        var channel = Channel.<Integer>open();
        var loops = new ArrayList<CompletableFuture<Integer>>();
        for (var number = 0; number < 4; number++) {
            var mine = channel.receiver().copy();
            loops.add(async(() -> {
                var sum = 0;
                try (mine) {
                    for (var item : mine) {
                        taken.incrementAndGet();
                        sum += item;
                    }
                }
                return sum;
            }));
        }
        channel.receiver().close();

        try (var sender = channel.sender()) {
            for (var number = 1; number <= 100; number++) {
                sender.send(number);
            }
        }

        assertThat(loops.stream().mapToInt(Awaitlets::await).sum()).isEqualTo(5_050);
        assertThat(taken).hasValue(100);
    }

    @AwaitletTest
    @Spec({"AT-114", "SC-24"})
    void bothHalvesTellTheSameNumbers() {
        var anotherSender = buffered.sender().copy();
        buffered.sender().sendNow("first");
        buffered.sender().sendNow("second");
        var third = async(() -> anotherSender.send("third"));
        awaitSenders(buffered, 1);

        assertThat(buffered.sender().statistics())
                .isEqualTo(buffered.receiver().statistics())
                .isEqualTo(new Channel.Statistics(2, 2, 2, 1, 1, 0));

        for (var number = 0; number < 3; number++) {
            buffered.receiver().receiveNow();
        }
        await(third);
        anotherSender.close();
        var fourth = async(() -> buffered.receiver().receive());
        awaitReceivers(buffered, 1);
        assertThat(buffered.sender().statistics()).isEqualTo(new Channel.Statistics(0, 2, 1, 1, 0, 1));
        buffered.sender().send("fourth");
        await(fourth);
    }

    private static void awaitSenders(Channel<?> channel, int number) {
        Soon.holds(() -> channel.sender().statistics().waitingSenders() == number, "no send waits");
    }

    private static void awaitReceivers(Channel<?> channel, int number) {
        Soon.holds(() -> channel.receiver().statistics().waitingReceivers() == number, "no receive waits");
    }
}
