package dev.weft.awaitlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The place where an awaitlet waits for one outcome. */
class AwaitCellTest {
    @Test
    @Spec({"AW-1", "AW-28"})
    void anOutcomeWhoseWakeUpIsUsedUpByALockIsSeenAllTheSame() throws Exception {
        var got = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> {
            var cell = new AwaitCell<String>(Thread.currentThread());
            var reason = cell.park(() -> {
                cell.accept("value", null);
                LockSupport.park(this); // as a lock does that this thread has to wait for
                return null;
            });
            got.complete(reason == null ? cell.value() : reason.toString());
        });

        assertThat(got.get(10, TimeUnit.SECONDS)).isEqualTo("value");
    }
}
