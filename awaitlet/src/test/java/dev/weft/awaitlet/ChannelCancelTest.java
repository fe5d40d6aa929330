package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;

/** What a cancel leaves of a send or a receive: nothing, or all of it. */
class ChannelCancelTest {
    private final Channel<String> channel = Channel.open();
    private final Sender<String> sender = channel.sender();
    private final Receiver<String> receiver = channel.receiver();
    private final CancelScope scope = CancelScope.create();

    @AfterEach
    void closeHalves() {
        sender.close();
        receiver.close();
    }

    @AwaitletTest
    @Spec({"AT-108", "SC-24"})
    void aCancelledReceiveLeavesNothingBehindAndTakesNothing() {
        var received = async(() -> scope.call(receiver::receive));
        Soon.holds(() -> receiver.statistics().waitingReceivers() == 1, "no receive waits");

        scope.cancel("no longer wanted");

        assertThat(await(received)).isEmpty();
        assertThat(receiver.statistics().waitingReceivers()).isZero();
        assertThatThrownBy(() -> sender.sendNow("nobody waits")).isInstanceOf(WouldBlock.class);
    }

    @AwaitletTest
    @Spec({"AT-108", "SC-24"})
    void aCancelledSendLeavesNothingBehindAndHasNotSent() {
        var sent = async(() -> scope.run(() -> sender.send("no longer wanted")));
        Soon.holds(() -> sender.statistics().waitingSenders() == 1, "no send waits");

        scope.cancel("no longer wanted");

        await(sent);
        assertThat(scope.cancelledCaught()).isTrue();
        assertThat(sender.statistics().waitingSenders()).isZero();
        assertThatThrownBy(receiver::receiveNow).isInstanceOf(WouldBlock.class);
    }

    @AwaitletTest
    @Spec("AT-108")
    void whoeverWaitsBehindACancelledReceiveIsServed() {
        var first = async(() -> scope.call(receiver::receive));
        Soon.holds(() -> receiver.statistics().waitingReceivers() == 1, "no receive waits");
        var second = async(() -> receiver.receive());
        Soon.holds(() -> receiver.statistics().waitingReceivers() == 2, "no second receive waits");

        scope.cancel("first in line gives up");
        await(first);
        sender.send("item");

        assertThat(await(second)).isEqualTo("item");
    }

    @AwaitletTest
    @Spec({"AT-109", "SC-10"})
    void anItemSentBeforeTheCancelIsSeenIsDelivered() {
        var received = new CompletableFuture<String>();
        var ended = async(() -> scope.run(() -> received.complete(receiver.receive())));
        Soon.holds(() -> receiver.statistics().waitingReceivers() == 1, "no receive waits");

        sender.sendNow("item");
        scope.cancel("too late");

        await(ended);
        assertThat(received).isCompletedWithValue("item");
    }

    @AwaitletTest
    @Spec({"AT-112", "SC-19"})
    void inACancelledScopeNothingIsSentThoughThereIsRoom() {
        var buffered = Channel.<String>open(1);
        try (var into = buffered.sender();
                var from = buffered.receiver()) {
            scope.run(() -> {
                scope.cancel("early");
                into.send("never");
            });

            assertThat(scope.cancelledCaught()).isTrue();
            assertThatThrownBy(from::receiveNow).isInstanceOf(WouldBlock.class);
        }
    }

    @AwaitletTest
    @Spec({"AT-112", "SC-19"})
    void inACancelledScopeNothingIsReceivedThoughThereIsAnItem() {
        var buffered = Channel.<String>open(1);
        try (var into = buffered.sender();
                var from = buffered.receiver()) {
            into.sendNow("stays");
            scope.run(() -> {
                scope.cancel("early");
                from.receive();
            });

            assertThat(scope.cancelledCaught()).isTrue();
            assertThat(from.receiveNow()).isEqualTo("stays");
        }
    }

    @AwaitletTest
    @Spec({"AT-112", "SC-24"})
    void inAShieldItIsSentThoughTheScopeAroundIsCancelled() {
        var received = async(() -> receiver.receive());
        scope.run(() -> {
            scope.cancel("around");
            CancelScope.create().shield(true).run(() -> sender.send("last words"));
        });

        assertThat(await(received)).isEqualTo("last words");
    }
}
