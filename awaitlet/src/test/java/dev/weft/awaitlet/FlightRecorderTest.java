package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@ExtendWith(NoAwaitletLeft.class)
class FlightRecorderTest {
    private static final Duration ALL = Duration.ZERO;

    @TempDir
    private Path folder;

    /** What is recorded of one kind while an action runs. */
    private List<RecordedEvent> recorded(String event, Duration threshold, Action action) throws Exception {
        try (var recording = new Recording()) {
            recording.enable(event).withThreshold(threshold);
            recording.start();
            action.run();
            return eventsOf(recording).stream()
                    .filter(recorded -> recorded.getEventType().getName().equals(event))
                    .toList();
        }
    }

    private List<RecordedEvent> eventsOf(Recording recording) throws IOException {
        recording.stop();
        var file = folder.resolve("weft.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file);
    }

    private static AsyncOptions named(String name) {
        return AsyncOptions.defaults().named(name);
    }

    private static String waitsFor(CompletableFuture<String> slow) {
        return await(slow);
    }

    @Test
    void anAwaitIsRecordedWithItsAwaitletItsStageAndItsStack() throws Exception {
        var slow = new CompletableFuture<String>();

        var events = recorded("dev.weft.Await", ALL, () -> {
            var result = async(named("billing"), () -> waitsFor(slow));
            Soon.suspended(result);
            slow.complete("a secret");
            Soon.value(result);
        });

        assertThat(events).hasSize(1);
        var event = events.getFirst();
        assertThat(event.getString("awaitlet")).isEqualTo("billing");
        assertThat(event.getString("awaited")).isEqualTo(CompletableFuture.class.getName());
        assertThat(event.getString("outcome")).isEqualTo("completed");
        assertThat(event.getDuration()).isPositive();
        assertThat(event.getStackTrace().getFrames())
                .extracting(RecordedFrame::getMethod)
                .extracting(method -> method.getName())
                .contains("waitsFor");
        assertThat(event.toString()).doesNotContain("secret");
    }

    @Test
    void anAwaitThatFailsAndOneThatIsCancelledAreToldApart() throws Exception {
        var failing = new CompletableFuture<String>();
        var never = new CompletableFuture<String>();

        var events = recorded("dev.weft.Await", ALL, () -> {
            var failed = async(named("failed"), () -> waitsFor(failing));
            var cancelled = async(named("cancelled"), () -> waitsFor(never));
            Soon.suspended(failed);
            Soon.suspended(cancelled);
            failing.completeExceptionally(new IllegalStateException("no"));
            cancelled.requestCancel(CancelReason.requested("enough"));
            Soon.failure(failed);
            Soon.failure(cancelled);
        });

        assertThat(events)
                .extracting(event -> event.getString("awaitlet") + " " + event.getString("outcome"))
                .containsExactlyInAnyOrder("failed failed", "cancelled cancelled");
    }

    @Test
    void aBlockingCallIsRecordedAsAWait() throws Exception {
        var events = recorded(
                "dev.weft.Await",
                ALL,
                () -> Soon.value(async(() -> Awaitlets.blocking(_ -> {}, () -> "what the driver read"))));

        assertThat(events).extracting(event -> event.getString("awaited")).containsExactly("a blocking call");
    }

    @Test
    void anAwaitOfACompletedStageIsNotRecorded() throws Exception {
        var events = recorded(
                "dev.weft.Await", ALL, () -> Soon.value(async(() -> await(CompletableFuture.completedFuture("")))));

        assertThat(events).isEmpty();
    }

    @Test
    void anAwaitletIsRecordedFromItsStartToItsEnd() throws Exception {
        var events = recorded("dev.weft.Awaitlet", ALL, () -> {
            Soon.value(async(named("good"), () -> "value"));
            Soon.failure(async(named("bad"), () -> {
                throw new IllegalStateException("no");
            }));
            Soon.failure(async(named("stopped"), () -> {
                throw new Cancelled(CancelReason.requested("enough"));
            }));
        });

        assertThat(events)
                .extracting(event -> event.getString("awaitlet") + " " + event.getString("outcome"))
                .containsExactlyInAnyOrder("good completed", "bad failed", "stopped cancelled");
        assertThat(events)
                .allSatisfy(event -> assertThat(event.getString("startedAt")).contains("FlightRecorderTest"));
    }

    @Test
    void aCancelIsRecordedWithItsReasonItsScopeAndTheStackOfWhoeverCancels() throws Exception {
        var never = new CompletableFuture<String>();
        var neither = new CompletableFuture<String>();
        var scope = CancelScope.create();

        var events = recorded("dev.weft.Cancel", ALL, () -> {
            var result = async(named("billing"), () -> scope.run(() -> waitsFor(never)));
            var other = async(named("other"), () -> waitsFor(neither));
            Soon.suspended(result);
            Soon.suspended(other);
            cancels(scope);
            other.requestCancel(CancelReason.requested("all of it"));
            Soon.value(result);
            Soon.failure(other);
        });

        assertThat(events)
                .extracting(event -> "%s: %s, %s, %s"
                        .formatted(
                                event.getString("awaitlet"),
                                event.getString("scope"),
                                event.getString("kind"),
                                event.getString("reason")))
                .containsExactlyInAnyOrder(
                        "billing: a scope, REQUESTED, cancelled: enough",
                        "other: the whole awaitlet, REQUESTED, cancelled: all of it");
        assertThat(events.getFirst().getStackTrace().getFrames())
                .extracting(frame -> frame.getMethod().getName())
                .contains("cancels");
    }

    private static void cancels(CancelScope scope) {
        scope.cancel("enough");
    }

    @Test
    void aScopeIsRecordedWithWhatBecameOfIt() throws Exception {
        var events = recorded(
                "dev.weft.Scope",
                ALL,
                () -> Soon.value(async(named("billing"), () -> {
                    CancelScope.create().shield(true).run(() -> {});
                    var scope = CancelScope.create();
                    scope.run(() -> {
                        scope.cancel("enough");
                        Awaitlets.checkpoint();
                    });
                    TaskGroup.run(group -> group.fork(() -> ""));
                })));

        assertThat(events)
                .extracting(event -> event.getString("awaitlet") + " " + event.getBoolean("shielded") + " "
                        + event.getString("cancelled"))
                .containsExactlyInAnyOrder(
                        "billing true null", "billing false cancelled: enough", "billing false null");
    }

    @Test
    void byDefaultOnlyWhatLastsIsRecorded() throws Exception {
        try (var recording = new Recording()) {
            recording.enable("dev.weft.Await");
            recording.enable("dev.weft.Awaitlet");
            recording.start();
            for (var number = 0; number < 1_000; number++) {
                var _ = Soon.value(async(() -> "short"));
            }

            assertThat(eventsOf(recording).size())
                    .as("of 1,000 short awaitlets")
                    .isLessThan(100);
        }
    }
}
