package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.spi.VirtualTime;
import dev.weft.spec.Spec;
import java.time.Duration;

/** Deadlines as moments, and which of them is in force. */
@Spec({"SC-15", "SC-16"})
class EffectiveDeadlineTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime();
    private final AsyncOptions timed = AsyncOptions.defaults().timedBy(time);

    @AwaitletTest
    @Spec({"AT-48", "AT-56"})
    void withoutAnyScopeThereIsNone() {
        assertThat(CancelScope.currentEffectiveDeadline().isNever()).isTrue();
    }

    @AwaitletTest
    void theNearestOfNestedDeadlinesIsInForce() {
        await(async(
                timed,
                () -> CancelScope.failAfter(MINUTE, () -> {
                    var outer = CancelScope.failAfter(Duration.ofHours(1), CancelScope::currentEffectiveDeadline);
                    var inner = CancelScope.failAfter(SECOND, CancelScope::currentEffectiveDeadline);

                    assertThat(outer.remaining()).isEqualTo(MINUTE);
                    assertThat(inner.remaining()).isEqualTo(SECOND);
                    return 1;
                })));
    }

    @AwaitletTest
    @Spec("AT-54")
    void aShieldHidesADeadlineFurtherOut() {
        await(async(
                timed,
                () -> CancelScope.failAfter(
                        SECOND,
                        () -> CancelScope.shielded(MINUTE, () -> {
                            assertThat(CancelScope.currentEffectiveDeadline().remaining())
                                    .isEqualTo(MINUTE);
                            return 1;
                        }))));
    }

    @AwaitletTest
    @Spec("AT-48")
    void inACancelledScopeItHasPassedAndInAShieldThereIsNone() {
        var scope = CancelScope.create();

        scope.run(() -> {
            scope.cancel("enough");
            assertThat(CancelScope.currentEffectiveDeadline().passed()).isTrue();
            CancelScope.create()
                    .shield(true)
                    .run(() -> assertThat(CancelScope.currentEffectiveDeadline().isNever())
                            .isTrue());
        });
    }

    @AwaitletTest
    @Spec("AT-59")
    void failAtAndMoveOnAtTakeAMoment() {
        await(async(timed, () -> {
            var deadline = Deadline.after(SECOND);
            time.advance(SECOND);

            assertThatThrownBy(() -> CancelScope.failAt(deadline, () -> {
                        checkpoint();
                        return 1;
                    }))
                    .isInstanceOf(ScopeTimeout.class);
            assertThat(CancelScope.moveOnAt(deadline, () -> {
                        checkpoint();
                        return 1;
                    }))
                    .isEmpty();
            assertThat(CancelScope.failAt(Deadline.NEVER, () -> {
                        checkpoint();
                        return 1;
                    }))
                    .isEqualTo(1);
        }));
    }

    @AwaitletTest
    void aMomentHandedDownIsTheSameMomentLater() {
        await(async(timed, () -> {
            var deadline = Deadline.after(MINUTE);
            time.advance(SECOND);
            var scope = CancelScope.create().deadlineAt(deadline);

            scope.run(() -> assertThat(scope.deadline().remaining()).isEqualTo(MINUTE.minus(SECOND)));
        }));
    }

    @AwaitletTest
    @Spec("AT-62")
    void aDeadlineTakenAwayNeverPasses() {
        await(async(timed, () -> {
            var scope = CancelScope.create().deadlineAfter(SECOND);
            scope.run(() -> {
                scope.deadlineAt(Deadline.NEVER);
                time.advance(MINUTE);
                checkpoint();
            });

            assertThat(scope.cancelCalled()).isFalse();
        }));
    }

    @AwaitletTest
    void theTasksOfAGroupAreUnderTheDeadlineOfItsScope() {
        await(async(
                timed,
                () -> CancelScope.failAfter(
                        MINUTE,
                        () -> TaskGroup.call(group -> {
                            var seen = group.fork(CancelScope::currentEffectiveDeadline);
                            assertThat(seen.await().remaining()).isEqualTo(MINUTE);
                            return 1;
                        }))));
    }
}
