package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.spec.Spec;
import java.util.concurrent.CompletableFuture;

/** Scopes that are entered and left by hand. */
@Spec("SC-7")
class ScopeOrderTest {
    @AwaitletTest
    void aScopeEnteredByHandAbsorbsItsCancelWhenItIsLeft() {
        var scope = CancelScope.create();
        scope.enter();
        scope.cancel("enough");

        var failure = catchThrowable(Awaitlets::checkpoint);

        assertThat(scope.leave(failure)).isTrue();
        assertThat(scope.cancelledCaught()).isTrue();
        checkpoint();
    }

    @AwaitletTest
    void aFailureThatIsNoCancelIsNotAbsorbed() {
        var scope = CancelScope.create();
        scope.enter();
        scope.cancel("enough");

        assertThat(scope.leave(new IllegalStateException("no"))).isFalse();
        assertThat(scope.cancelledCaught()).isFalse();
    }

    @AwaitletTest
    @Spec("AT-65")
    void scopesLeftInTheWrongOrderAreANamedErrorAndAllLeft() {
        var outer = CancelScope.create();
        var inner = CancelScope.create();
        outer.enter();
        inner.enter();
        inner.cancel("enough");

        assertThatThrownBy(() -> outer.leave(null))
                .isInstanceOf(ScopeMisuse.class)
                .hasMessageContaining("ER-202");
        checkpoint();
        assertThatThrownBy(() -> inner.leave(null)).isInstanceOf(ScopeMisuse.class);
    }

    @AwaitletTest
    @Spec("AT-66")
    void aScopeLeftBeforeItIsEnteredIsANamedError() {
        assertThatThrownBy(() -> CancelScope.create().leave(null))
                .isInstanceOf(ScopeMisuse.class)
                .hasMessageContaining("ER-202")
                .hasMessageContaining("not open");
    }

    @AwaitletTest
    @Spec("AT-67")
    void aScopeLeftInAnotherAwaitletIsANamedError() {
        var scope = CancelScope.create();
        scope.enter();

        var thrown = await(async(() -> catchThrowable(() -> scope.leave(null))));

        assertThat(thrown).isInstanceOf(ScopeMisuse.class).hasMessageContaining("ER-203");
        assertThat(scope.leave(null)).isFalse();
    }

    @AwaitletTest
    @Spec("SC-8")
    void aScopeThatOutlivesItsAwaitletIsANamedError() {
        var thrown = catchThrowable(() -> await(async(() -> {
            CancelScope.create().enter();
            return 1;
        })));

        assertThat(thrown).isInstanceOf(ScopeMisuse.class).hasMessageContaining("ER-202");
    }

    @AwaitletTest
    @Spec("SC-8")
    void aScopeLeftOpenInsideABlockIsLeftWithIt() {
        var inner = CancelScope.create();

        assertThatThrownBy(() -> CancelScope.create().run(inner::enter))
                .isInstanceOf(ScopeMisuse.class)
                .hasMessageContaining("ER-202");
        inner.cancel("nobody is inside");

        assertThat(await(CompletableFuture.completedFuture(1))).isEqualTo(1);
    }
}
