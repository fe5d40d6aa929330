package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Portals that are shared while they are used, and gone when they are not. */
@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
class PortalProviderTest {
    private static final int CARRIERS_MAY_START = Runtime.getRuntime().availableProcessors();

    private final PortalProvider provider = PortalProvider.create();

    @Test
    @Spec({"AT-103", "SC-29"})
    void usersThatFollowEachOtherEachHaveAPortalOfTheirOwn() {
        var first = provider.call(portal -> portal);
        var second = provider.call(portal -> portal);

        assertThat(first).isNotSameAs(second);
        assertThatThrownBy(() -> first.call(() -> "closed")).isInstanceOf(PortalStopped.class);
    }

    @Test
    @Spec({"AT-103", "SC-29"})
    void overlappingUsersShareOneAndTheLastOneOutClosesIt() {
        var first = provider.open();
        var second = provider.open();
        assertThat(first.portal()).isSameAs(second.portal());

        first.close();
        first.close();
        assertThat(second.portal().call(() -> "open")).isEqualTo("open");

        second.close();
        assertThatThrownBy(() -> second.portal().call(() -> "closed")).isInstanceOf(PortalStopped.class);
    }

    @Test
    @Spec({"AT-103", "SC-29"})
    void manyThreadsShareOne() {
        var seen = Collections.synchronizedList(new ArrayList<Portal>());
        var allIn = new CountDownLatch(20);
        var users = new ArrayList<Thread>();
        for (var number = 0; number < 20; number++) {
            users.add(new Thread(() -> provider.run(portal -> {
                seen.add(portal);
                allIn.countDown();
                Soon.open(allIn);
                portal.call(Awaitlets::checkpoint);
            })));
        }

        Race.run(users.toArray(Thread[]::new));

        Set<Portal> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        distinct.addAll(List.copyOf(seen));
        assertThat(seen).hasSize(20);
        assertThat(distinct).hasSize(1);
    }

    @Test
    @Spec({"AT-103", "SC-29"})
    void theNumbersOfThreadsAndAwaitletsReturnToTheStart() {
        var threads = platformThreads();
        var awaitlets = Awaitlets.live().size();

        for (var round = 0; round < 20; round++) {
            var users = new ArrayList<Thread>();
            for (var number = 0; number < 4; number++) {
                users.add(new Thread(() -> provider.run(portal -> portal.call(Awaitlets::checkpoint))));
            }
            Race.run(users.toArray(Thread[]::new));
        }

        Soon.holds(() -> Awaitlets.live().size() <= awaitlets, "awaitlets are left");
        Soon.holds(() -> platformThreads() <= threads + CARRIERS_MAY_START, "threads are left");
    }

    private static long platformThreads() {
        return Thread.getAllStackTraces().size();
    }

    @Test
    @Spec({"SC-29", "AT-97"})
    void theLastOneOutWaitsForTheCodeOfAllCalls() {
        var reply = new CompletableFuture<String>();
        var use = provider.open();
        var call = use.portal().startSoon(() -> await(reply));
        new Thread(() -> {
                    Soon.holds(() -> use.portal().toString().endsWith("stopped]"), "it is not being closed");
                    reply.complete("awaited");
                })
                .start();

        use.close();

        assertThat(call).isCompletedWithValue("awaited");
        assertThat(resultOf(call)).isEqualTo("awaited");
    }

    @AwaitletTest
    @Spec({"SC-29", "AW-6"})
    void inAnAwaitletItIsRefused() {
        assertThatThrownBy(provider::open).isInstanceOf(PortalOnOwnLoop.class);
        assertThat(provider).hasToString("PortalProvider[not in use]");
    }

    @Test
    @Spec("SC-29")
    void aPortalThatCannotBeOpenedIsNotShared() {
        var broken = PortalProvider.create(AsyncOptions.defaults().carrying(() -> {
            throw new IllegalStateException("no context");
        }));

        assertThatThrownBy(broken::open).hasMessage("no context");
        assertThatThrownBy(broken::open).hasMessage("no context");
        assertThat(broken).hasToString("PortalProvider[not in use]");
    }
}
