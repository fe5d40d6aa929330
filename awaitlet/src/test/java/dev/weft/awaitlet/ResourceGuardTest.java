package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import org.junit.jupiter.api.Test;

class ResourceGuardTest {
    private static final ResourceGuard MADE_WITH_THE_CLASS = ResourceGuard.create("reading from the socket");

    private final ResourceGuard guard = ResourceGuard.create("reading from the socket");

    @AwaitletTest
    @Spec("SC-22")
    void aSecondUserIsRefusedAtOnceAndBothAreNamed() {
        guard.run(() -> await(async(AsyncOptions.defaults().named("second"), () -> {
            assertThatThrownBy(() -> guard.run(() -> {}))
                    .isInstanceOf(BusyResource.class)
                    .hasMessageStartingWith("[ER-205] awaitlet \"test aSecondUser")
                    .hasMessageContaining(" is reading from the socket already")
                    .hasMessageContaining("awaitlet \"second\"");
        })));
    }

    @AwaitletTest
    @Spec("SC-22")
    void theSameTaskIsRefusedTooWhileItUsesIt() {
        try (var _ = guard.hold()) {
            assertThatThrownBy(guard::hold).isInstanceOf(BusyResource.class);
            assertThat(guard.statistics().busy()).isTrue();
        }

        assertThat(guard.statistics().busy()).isFalse();
    }

    @AwaitletTest
    @Spec("SC-22")
    void theBlockFormsEndTheUseHoweverTheyEnd() {
        var failure = new IllegalStateException("boom");

        assertThat(guard.<Integer>call(() -> 7)).isEqualTo(7);
        assertThatThrownBy(() -> guard.run(() -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(guard.statistics().busy()).isFalse();
    }

    @AwaitletTest
    @Spec("SC-22")
    void closingAUseTwiceDoesNotEndTheNextOne() {
        var first = guard.hold();
        first.close();
        try (var _ = guard.hold()) {
            first.close();

            assertThat(guard.statistics().busy()).isTrue();
        }
    }

    @Test
    @Spec({"SC-22", "AT-87", "SC-23"})
    void itIsMadeAndWorksOutsideAnyAwaitlet() {
        try (var _ = MADE_WITH_THE_CLASS.hold()) {
            assertThatThrownBy(MADE_WITH_THE_CLASS::hold)
                    .isInstanceOf(BusyResource.class)
                    .hasMessageContaining("thread \"" + Thread.currentThread().getName() + "\"");
        }
    }

    @AwaitletTest
    @Spec({"AT-86", "SC-22"})
    void statisticsTellWhoUsesIt() {
        var me = Awaitlets.current().orElseThrow();
        assertThat(guard.statistics()).isEqualTo(new ResourceGuard.Statistics(false, null));
        assertThat(guard).hasToString("ResourceGuard[reading from the socket, idle]");

        guard.run(() -> {
            assertThat(guard.statistics()).isEqualTo(new ResourceGuard.Statistics(true, me));
            assertThat(guard).hasToString("ResourceGuard[reading from the socket, user=" + me + "]");
        });
    }
}
