package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Outcomes.failureOf;
import static dev.weft.awaitlet.Outcomes.resultOf;
import static dev.weft.awaitlet.Outcomes.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code of a portal that tells when it is ready, and resources that a thread uses and an awaitlet opens and closes. */
@Timeout(20)
class PortalStartTest {
    private final Portal portal = Portal.open();
    private final CompletableFuture<String> reply = new CompletableFuture<>();
    private final CopyOnWriteArrayList<String> told = new CopyOnWriteArrayList<>();

    @AfterEach
    void closePortal() {
        portal.stop(true);
        portal.close();
    }

    @Test
    @Spec({"AT-101", "AT-25", "SC-28"})
    void itReturnsWhatWasSignalledWhileTheCodeGoesOn() {
        var started = portal.<Integer, String>start(ready -> {
            ready.signal(8080);
            return await(reply);
        });

        assertThat(started.value()).isEqualTo(8080);
        assertThat(started.task()).isNotDone();
        reply.complete("ended");
        assertThat(resultOf(started.task())).isEqualTo("ended");
    }

    @Test
    @Spec({"AT-101", "AT-26"})
    void aFailureBeforeReadinessIsThrownAndThePortalLives() {
        var failure = new IOException("port in use");

        assertThatThrownBy(() -> portal.start(ready -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(portal.call(() -> "lives")).isEqualTo("lives");
    }

    @Test
    @Spec({"AT-101", "AT-27"})
    void aFailureAfterReadinessIsTheFuturesAndTheValueIsKept() {
        var failure = new IOException("later");
        var started = portal.<Integer, String>start(ready -> {
            ready.signal(1);
            throw failure;
        });

        assertThat(started.value()).isEqualTo(1);
        assertThat(failureOf(started.task())).isSameAs(failure);
        assertThat(portal.call(() -> "lives")).isEqualTo("lives");
    }

    @Test
    @Spec({"AT-101", "AT-28"})
    void codeThatEndsWithoutReadinessIsAnError() {
        assertThatThrownBy(() -> portal.start(ready -> "done"))
                .isInstanceOf(ReadinessMisuse.class)
                .hasMessageContaining("ER-212");
    }

    @Test
    @Spec({"AT-101", "AT-29"})
    void readinessSignalledTwiceIsAnErrorOfTheCode() {
        var started = portal.<Integer, String>start(ready -> {
            ready.signal(1);
            ready.signal(2);
            return "never";
        });

        assertThat(started.value()).isEqualTo(1);
        assertThat(failureOf(started.task())).isInstanceOf(ReadinessMisuse.class);
    }

    @Test
    @Spec({"AT-101", "AT-99"})
    void aStopBeforeReadinessFreesTheThreadThatWaitsForIt() {
        var inside = new CompletableFuture<Void>();
        var starting = new CompletableFuture<Throwable>();
        new Thread(() -> starting.complete(thrownBy(() -> portal.start(ready -> {
                    inside.complete(null);
                    return await(reply);
                }))))
                .start();
        resultOf(inside);

        portal.stop(true);

        assertThat(resultOf(starting)).isInstanceOf(Cancelled.class);
    }

    @Test
    @Spec({"AT-101", "AW-22"})
    void anInterruptBeforeReadinessCancelsTheCode() {
        var inside = new CompletableFuture<Void>();
        var starting = new CompletableFuture<Throwable>();
        var starter = new Thread(() -> starting.complete(thrownBy(() -> portal.start(ready -> {
            inside.complete(null);
            return await(reply);
        }))));
        starter.start();
        resultOf(inside);

        starter.interrupt();

        assertThat(resultOf(starting)).isInstanceOf(Cancelled.class).hasMessageContaining("interrupted");
        assertThat(reply).isCancelled();
    }

    @Test
    @Spec({"AT-100", "SC-28"})
    void aWrappedResourceIsOpenedUsedAndClosedInOneAwaitlet() {
        try (var wrapped = portal.wrap(() -> new Door("door"))) {
            assertThat(wrapped.get().name).isEqualTo("door");
            assertThat(told).hasSize(1);
        }

        assertThat(told).hasSize(2);
        assertThat(told.get(0)).startsWith("open in ");
        assertThat(told.get(1)).isEqualTo(told.get(0).replace("open", "close"));
    }

    @Test
    @Spec("AT-100")
    void aFailureOfTheBlockClosesTheResourceAndIsThrown() {
        var failure = new IllegalStateException("used wrongly");

        assertThatThrownBy(() -> {
                    try (var wrapped = portal.wrap(() -> new Door("door"))) {
                        throw new IllegalStateException(wrapped.get().name, failure);
                    }
                })
                .hasMessage("door")
                .hasCause(failure);
        assertThat(told).hasSize(2);
    }

    @Test
    @Spec("AT-100")
    void aFailureToOpenIsThrownAndNothingIsClosed() {
        var failure = new IOException("locked");

        assertThatThrownBy(() -> portal.<Door>wrap(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(told).isEmpty();
    }

    @Test
    @Spec("AT-100")
    void aFailureToCloseIsThrownAsTheSameInstance() {
        var failure = new IOException("stuck");
        var wrapped = portal.<AutoCloseable>wrap(() -> () -> {
            await(CompletableFuture.completedFuture("closing"));
            throw failure;
        });

        assertThatThrownBy(wrapped::close).isSameAs(failure);
    }

    @Test
    @Spec("AT-100")
    void aFailureInTheGroupOfAResourceIsThrownByItsClose() {
        var failure = new IOException("task");
        var wrapped = portal.wrap(TaskGroup::open);
        wrapped.get().fork(() -> {
            throw failure;
        });

        assertThatThrownBy(wrapped::close).isInstanceOf(TaskGroupFailed.class).hasCause(failure);
    }

    @Test
    @Spec({"AT-100", "AT-99"})
    void aStopThatCancelsClosesTheResource() {
        var wrapped = portal.wrap(() -> new Door("door"));

        portal.stop(true);

        Soon.holds(() -> told.size() == 2, "it is not closed");
        assertThatThrownBy(wrapped::close).isInstanceOf(Cancelled.class);
    }

    /** Closed asynchronously, and tells of it. */
    private final class Door implements AsyncCloseable {
        private final String name;

        Door(String name) {
            this.name = name;
            told.add("open in " + Awaitlets.require("test").name());
        }

        @Override
        public CompletableFuture<Void> aclose() {
            told.add("close in " + Awaitlets.require("test").name());
            return CompletableFuture.runAsync(() -> {});
        }
    }
}
