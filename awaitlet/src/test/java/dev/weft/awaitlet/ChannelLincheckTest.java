package dev.weft.awaitlet;

import static dev.weft.awaitlet.Race.check;

import dev.weft.awaitlet.ChannelTurn.End;
import dev.weft.spec.Spec;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jetbrains.lincheck.Lincheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a channel holds, under every interleaving of sends, receives, cancels and closes the model checker tries. */
class ChannelLincheckTest {
    private static final int SCHEDULES = 2_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @Spec({"AT-109", "AW-28", "SC-24"})
    void anItemSentWhileItsReceiveIsCancelledIsDeliveredOrStays(int bufferSize) {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var halves = new Halves(bufferSize);
            var got = new AtomicReference<@Nullable String>();
            var reason = new AtomicReference<@Nullable CancelReason>();
            var receiver = new Thread(() -> got.set(halves.receiveUntil(reason)));

            Race.run(receiver, new Thread(() -> halves.put("item")), new Thread(() -> {
                reason.set(CancelReason.requested("race"));
                LockSupport.unpark(receiver);
            }));

            var rest = halves.receiveNow();
            check(got.get() == null ? "item".equals(rest) : rest == null, "the item is delivered or stays");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @Spec({"AT-108", "AT-109", "AW-28"})
    void aCancelledSendHasSentIfAndOnlyIfItSaysSo(int bufferSize) {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var halves = new Halves(bufferSize);
            for (var number = 0; number < bufferSize; number++) {
                halves.put("before");
            }
            var got = new AtomicReference<@Nullable String>();
            var turn = halves.send("item");

            Race.run(() -> got.set(halves.receiveNow()), () -> turn.cancel(true));

            var all = got.get() + "," + halves.receiveNow();
            check(turn.isDone(), "it has ended, one way or the other");
            check(all.contains("item") != turn.isCancelled(), "it says what has happened");
        });
    }

    @Test
    @Spec({"SC-24", "AW-28"})
    void itemsOfOneSenderStayInOrderThoughTwoReceive() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var halves = new Halves(1);
            halves.put("0");
            var first = halves.send("1");

            Race.run(halves::receiveNow, halves::receiveNow, () -> {
                if (first.isDone()) {
                    halves.put("2");
                }
            });

            var rest = halves.receiveNow();
            check(rest == null || "2".equals(rest), "what was sent last is left");
        });
    }

    @Test
    @Spec({"AT-111", "AT-113", "AW-28"})
    void aReceiveThatRacesTheCloseGetsWhatWasSentBeforeItAndThenTheEnd() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var halves = new Halves(1);
            var first = new AtomicReference<@Nullable ChannelTurn<String>>();
            var second = new AtomicReference<@Nullable ChannelTurn<String>>();

            Race.run(
                    () -> {
                        first.set(halves.receive());
                        second.set(halves.receive());
                    },
                    () -> {
                        halves.put("last");
                        halves.state.close(halves.sender);
                    });

            check(endOf(first) == End.DONE, "the last item is received");
            check(endOf(second) == End.OVER, "then the end is seen");
        });
    }

    @Test
    @Spec({"AT-111", "AW-28"})
    void aSendThatRacesTheCloseOfTheReceiverEnds() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var halves = new Halves(0);
            var sent = new AtomicReference<@Nullable ChannelTurn<String>>();

            Race.run(() -> sent.set(halves.send("item")), () -> halves.state.close(halves.receiver));

            check(endOf(sent) == End.OVER, "the send is told that nobody receives");
        });
    }

    private static @Nullable End endOf(AtomicReference<@Nullable ChannelTurn<String>> ended) {
        var turn = ended.get();
        return turn == null ? null : turn.getNow(null);
    }

    /** A channel and its two halves. */
    private static final class Halves {
        private final ChannelState<String> state;
        private final ChannelState.Door<String> sender;
        private final ChannelState.Door<String> receiver;

        Halves(int bufferSize) {
            state = new ChannelState<>(bufferSize, new Channel.Site(null));
            sender = state.openSender();
            receiver = state.openReceiver();
        }

        ChannelTurn<String> send(String item) {
            return state.send(sender, item, true);
        }

        /** Sends, and lets the item wait by itself. */
        void put(String item) {
            var _ = send(item);
        }

        ChannelTurn<String> receive() {
            return state.receive(receiver, true);
        }

        @Nullable
        String receiveNow() {
            var turn = state.receive(receiver, false);
            return turn.getNow(null) == End.DONE ? turn.item() : null;
        }

        /** What an awaitlet does: it waits for its turn, and cancels it when there is a reason to give up. */
        @Nullable
        String receiveUntil(AtomicReference<@Nullable CancelReason> reason) {
            var turn = receive();
            var cell = new AwaitCell<End>(Thread.currentThread());
            var _ = turn.whenComplete(cell);
            if (cell.park(reason::get) == null || cell.comesAfterCancel(turn)) {
                cell.park(() -> null);
                return turn.item();
            }
            return null;
        }
    }
}
