package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EventTest {
    private static final Event MADE_WITH_THE_CLASS = Event.create();

    private final Event event = Event.create();

    @AwaitletTest
    @Spec("SC-22")
    void allWhoWaitGoOnWhenItHappens() {
        var waiters = new ArrayList<CompletableFuture<?>>();
        for (var count = 1; count <= 5; count++) {
            waiters.add(async(event::await));
        }
        waits(5);

        event.set();

        waiters.forEach(Awaitlets::await);
        assertThat(event.isSet()).isTrue();
    }

    @AwaitletTest
    @Spec("SC-22")
    void nobodyWaitsForWhatHasHappened() {
        event.set();
        event.set();

        event.await();

        assertThat(event.statistics()).isEqualTo(new Event.Statistics(true, 0));
    }

    @AwaitletTest
    @Spec({"SC-22", "SC-23"})
    void aThreadThatIsNoAwaitletLetsItHappen() {
        var waiter = async(event::await);
        waits(1);

        Thread.ofPlatform().start(event::set);

        await(waiter);
    }

    @AwaitletTest
    @Spec({"AT-78", "SC-10"})
    void aWaiterCancelledAfterItHappenedWakesAsIfNotCancelled() {
        var woken = new CompletableFuture<Boolean>();
        var waiter = async(() -> {
            event.await();
            woken.complete(true);
            await(new CompletableFuture<>());
        });
        waits(1);

        event.set();
        waiter.requestCancel(CancelReason.requested("too late"));

        assertThatThrownBy(() -> await(waiter)).isInstanceOf(Cancelled.class);
        assertThat(woken).isCompletedWithValue(true);
    }

    @AwaitletTest
    @Spec({"AT-73", "SC-22"})
    void aCancelledWaiterLeavesNothingBehind() {
        var waiter = async(event::await);
        waits(1);

        waiter.requestCancel(CancelReason.requested("stop"));

        assertThatThrownBy(() -> await(waiter)).isInstanceOf(Cancelled.class);
        assertThat(event.statistics()).isEqualTo(new Event.Statistics(false, 0));
    }

    @AwaitletTest
    @Spec("SC-19")
    void awaitingItIsACheckpointEvenIfItHasHappened() {
        event.set();
        var scope = CancelScope.create();
        scope.run(() -> {
            scope.cancel("stop");
            event.await();
        });

        assertThat(scope.cancelledCaught()).isTrue();
    }

    @AwaitletTest
    @Spec({"AT-86", "SC-22"})
    void statisticsTellHowManyWait() {
        assertThat(event).hasToString("Event[not set, waiting=0]");
        var waiter = async(event::await);
        waits(1);

        assertThat(event.statistics()).isEqualTo(new Event.Statistics(false, 1));
        assertThat(event).hasToString("Event[not set, waiting=1]");
        event.set();
        await(waiter);
        assertThat(event).hasToString("Event[set, waiting=0]");
    }

    @AwaitletTest
    @Spec({"AT-87", "SC-23"})
    void itIsMadeOutsideAnyAwaitlet() {
        MADE_WITH_THE_CLASS.set();

        MADE_WITH_THE_CLASS.await();

        assertThat(MADE_WITH_THE_CLASS.isSet()).isTrue();
    }

    @Test
    @Spec({"SC-22", "AW-4"})
    void awaitingItOutsideAnAwaitletTeaches() {
        event.set();

        assertThatThrownBy(event::await)
                .isInstanceOf(NoAwaitletContext.class)
                .hasMessageStartingWith("[ER-101] Event.await was called on thread ");
    }

    private void waits(int count) {
        Soon.holds(() -> event.statistics().waiting() == count, "not " + count + " wait for " + event);
    }
}
