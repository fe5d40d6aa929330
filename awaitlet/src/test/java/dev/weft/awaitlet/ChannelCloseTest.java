package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.util.ArrayList;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;

/** How a channel ends, and what each half sees of it. */
class ChannelCloseTest {
    private final Channel<String> channel = Channel.open(3);
    private final Sender<String> sender = channel.sender();
    private final Receiver<String> receiver = channel.receiver();

    @AfterEach
    void closeHalves() {
        sender.close();
        receiver.close();
    }

    @AwaitletTest
    @Spec({"AT-107", "SC-24"})
    void aReceiverSeesTheEndOnceTheSenderIsClosed() {
        sender.close();

        assertThatThrownBy(receiver::receive)
                .isInstanceOf(EndOfStream.class)
                .hasMessageContaining("ER-205")
                .hasMessageContaining(getClass().getSimpleName());
        assertThatThrownBy(receiver::receiveNow).isInstanceOf(EndOfStream.class);
    }

    @AwaitletTest
    @Spec({"AT-107", "SC-24"})
    void aSenderSeesThatTheReceiverIsClosed() {
        receiver.close();

        assertThatThrownBy(() -> sender.send("lost"))
                .isInstanceOf(BrokenResource.class)
                .hasMessageContaining("ER-205");
        assertThatThrownBy(() -> sender.sendNow("lost")).isInstanceOf(BrokenResource.class);
    }

    @AwaitletTest
    @Spec("AT-107")
    void onesOwnHalfOnceClosedIsRefused() {
        sender.close();
        receiver.close();

        assertThatThrownBy(() -> sender.send("late"))
                .isInstanceOf(ClosedResource.class)
                .hasMessageContaining("This sender");
        assertThatThrownBy(() -> sender.sendNow("late")).isInstanceOf(ClosedResource.class);
        assertThatThrownBy(receiver::receive).isInstanceOf(ClosedResource.class).hasMessageContaining("This receiver");
        assertThatThrownBy(receiver::receiveNow).isInstanceOf(ClosedResource.class);
    }

    @AwaitletTest
    @Spec({"AT-113", "SC-24"})
    void whatWasSentBeforeTheCloseIsStillReceived() {
        sender.send("first");
        sender.send("second");
        sender.close();

        assertThat(receiver.receive()).isEqualTo("first");
        assertThat(receiver.receiveNow()).isEqualTo("second");
        assertThatThrownBy(receiver::receive).isInstanceOf(EndOfStream.class);
    }

    @AwaitletTest
    @Spec({"AT-106", "SC-24"})
    void aLoopOverTheReceiverEndsWithTheChannel() {
        var sent = async(() -> {
            try (sender) {
                for (var number = 0; number < 10; number++) {
                    sender.send("item " + number);
                }
            }
        });

        var received = new ArrayList<String>();
        for (var item : receiver) {
            received.add(item);
        }

        await(sent);
        assertThat(received).hasSize(10).startsWith("item 0", "item 1").endsWith("item 9");
        assertThat(receiver.iterator().hasNext()).isFalse();
        assertThatThrownBy(() -> receiver.iterator().next()).isInstanceOf(NoSuchElementException.class);
    }

    @AwaitletTest
    @Spec("AT-106")
    void forEachDrainsTheReceiver() {
        sender.sendNow("first");
        sender.sendNow("second");
        sender.close();
        var received = new ArrayList<String>();

        receiver.forEach(received::add);

        assertThat(received).containsExactly("first", "second");
    }

    @AwaitletTest
    @Spec("AT-111")
    void closingTheSenderWakesAReceiveThatWaits() {
        var received = async(() -> receiver.receive());
        Soon.holds(() -> receiver.statistics().waitingReceivers() == 1, "no receive waits");

        sender.close();

        assertThatThrownBy(() -> await(received)).isInstanceOf(EndOfStream.class);
    }

    @AwaitletTest
    @Spec("AT-111")
    void closingTheReceiverWakesASendThatWaits() {
        fill();
        var sent = async(() -> sender.send("waits"));
        Soon.holds(() -> sender.statistics().waitingSenders() == 1, "no send waits");

        receiver.close();

        assertThatThrownBy(() -> await(sent)).isInstanceOf(BrokenResource.class);
        assertThat(sender.statistics()).isEqualTo(new Channel.Statistics(0, 3, 1, 0, 0, 0));
    }

    @AwaitletTest
    @Spec({"AT-107", "AT-111"})
    void closingAHalfWakesWhoeverWaitsOnThatHalfAndNobodyElse() {
        var copy = receiver.copy();
        var onFirst = async(() -> receiver.receive());
        Soon.holds(() -> receiver.statistics().waitingReceivers() == 1, "no receive waits");
        var onCopy = async(() -> copy.receive());
        Soon.holds(() -> receiver.statistics().waitingReceivers() == 2, "no second receive waits");

        receiver.close();

        assertThatThrownBy(() -> await(onFirst)).isInstanceOf(ClosedResource.class);
        sender.send("for the copy");
        assertThat(await(onCopy)).isEqualTo("for the copy");
        copy.close();
    }

    @AwaitletTest
    @Spec({"AT-107", "AT-113"})
    void aSendWhoseOwnHalfIsClosedWhileItWaitsHasNotSent() {
        fill();
        var sent = async(() -> sender.send("waits"));
        Soon.holds(() -> sender.statistics().waitingSenders() == 1, "no send waits");

        sender.close();

        assertThatThrownBy(() -> await(sent)).isInstanceOf(ClosedResource.class);
        assertThat(receiver).containsExactly("0", "1", "2");
    }

    @AwaitletTest
    @Spec({"AT-110", "SC-24"})
    void theChannelEndsWhenTheLastCopyOfTheSenderIsClosed() {
        var copy = sender.copy();
        sender.close();

        copy.send("by the copy");
        assertThat(receiver.receive()).isEqualTo("by the copy");
        assertThatThrownBy(receiver::receiveNow).isInstanceOf(WouldBlock.class);

        copy.close();
        assertThatThrownBy(receiver::receive).isInstanceOf(EndOfStream.class);
    }

    @AwaitletTest
    @Spec({"AT-110", "SC-24"})
    void sendersFailWhenTheLastCopyOfTheReceiverIsClosed() {
        var copy = receiver.copy();
        receiver.close();

        sender.send("for the copy");
        assertThat(copy.receive()).isEqualTo("for the copy");

        copy.close();
        assertThatThrownBy(() -> sender.send("lost")).isInstanceOf(BrokenResource.class);
    }

    @AwaitletTest
    @Spec("AT-110")
    void aCopyOfAClosedHalfIsRefused() {
        sender.close();
        receiver.close();

        assertThatThrownBy(sender::copy).isInstanceOf(ClosedResource.class);
        assertThatThrownBy(receiver::copy).isInstanceOf(ClosedResource.class);
    }

    @AwaitletTest
    @Spec("AT-107")
    void closingTwiceCountsOnce() {
        var copy = sender.copy();
        sender.close();
        sender.close();

        assertThat(receiver.statistics().openSenders()).isEqualTo(1);
        copy.close();
        assertThat(receiver.statistics().openSenders()).isZero();
    }

    private void fill() {
        for (var number = 0; number < 3; number++) {
            sender.sendNow(String.valueOf(number));
        }
    }
}
