package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.spi.ContextCarrier;
import dev.weft.spec.Spec;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
class ContextTest {
    private static final ScopedValue<String> REQUEST = ScopedValue.newInstance();
    private static final ScopedValue<String> TENANT = ScopedValue.newInstance();

    private final ThreadBound label = new ThreadBound();
    private final AsyncOptions carrying = AsyncOptions.defaults()
            .carrying(ContextCarrier.of(REQUEST))
            .carrying(ContextCarrier.of(label::get, label::set));

    @Test
    @Spec({"AW-18", "AW-19"})
    void aScopedValueIsSeenInTheAwaitlet() throws Exception {
        var seen = ScopedValue.where(REQUEST, "r1").call(() -> async(carrying, REQUEST::get));

        assertThat(Soon.value(seen)).isEqualTo("r1");
    }

    @Test
    @Spec({"AW-18", "AW-20"})
    void aValueOfTheThreadIsSeenInTheAwaitlet() throws Exception {
        label.set("m1");

        assertThat(Soon.value(async(carrying, label::get))).isEqualTo("m1");
    }

    @Test
    @Spec("AW-19")
    void aScopedValueWithoutACarrierStaysOutside() throws Exception {
        boolean bound = ScopedValue.where(REQUEST, "r1").call(() -> Soon.value(async(REQUEST::isBound)));

        assertThat(bound).isFalse();
    }

    @Test
    @Spec("AW-19")
    void aScopedValueThatIsNotBoundOutsideIsNotBoundInside() throws Exception {
        boolean bound = Soon.value(async(carrying, REQUEST::isBound));

        assertThat(bound).isFalse();
    }

    @Test
    @Spec("AW-20")
    void aValueIsCapturedAtTheStartOfTheAwaitlet() throws Exception {
        var gate = new CompletableFuture<String>();
        label.set("before");
        var seen = async(carrying, () -> await(gate) + label.get());

        label.set("after");
        gate.complete("");

        assertThat(Soon.value(seen)).isEqualTo("before");
    }

    @Test
    @Spec({"AW-18", "AW-25"})
    void aCarrierFoundByTheServiceLoaderCarriesItsValue() throws Exception {
        var seen = ScopedValue.where(TENANT, "t1").call(() -> async(TENANT::get));

        assertThat(Soon.value(seen)).isEqualTo("t1");
    }

    @Test
    @Spec("AW-18")
    void fiveHundredInterleavedAwaitletsKeepTheirContextBothWays() throws Exception {
        var gate = new CompletableFuture<String>();
        var results = new ArrayList<CompletableFuture<String>>();
        for (var i = 0; i < 500; i++) {
            var id = "-" + i;
            label.set("label" + id);
            results.add(ScopedValue.where(REQUEST, "request" + id).call(() -> async(carrying, () -> work(gate, id))));
        }

        gate.complete("all have started");

        for (var i = 0; i < results.size(); i++) {
            assertThat(Soon.value(results.get(i))).isEqualTo("request-%s label-%s".formatted(i, i));
        }
        assertThat(label.get()).as("the starter's own value").isEqualTo("label-499");
        assertThat(label.holders()).as("threads with a value left").containsOnly(Thread.currentThread());
    }

    /** Blocking-style code that is called with one context, calls async code with another, and then has its own. */
    private String work(CompletableFuture<String> gate, String id) throws Exception {
        var before = REQUEST.get() + " " + label.get();
        var _ = await(gate);
        label.set("inner" + id);
        var inner = ScopedValue.where(REQUEST, "nested" + id)
                .call(() -> await(async(carrying, () -> {
                    var _ = await(CompletableFuture.supplyAsync(() -> "elsewhere"));
                    var seen = REQUEST.get() + " " + label.get();
                    label.set("set below" + id);
                    return seen;
                })));
        assertThat(inner).isEqualTo("nested" + id + " inner" + id);
        assertThat(label.get()).as("after the nested awaitlet").isEqualTo("inner" + id);
        label.set("label" + id);
        assertThat(REQUEST.get() + " " + label.get()).isEqualTo(before);
        return before;
    }

    @Test
    @Spec("AW-18")
    void theStagesThatAnAwaitletAwaitsSeeItsContextWhereTheyRunInIt() throws Exception {
        label.set("m1");
        var seen = async(carrying, () -> {
            label.set("m2");
            return await(CompletableFuture.completedFuture("").thenApply(_ -> label.get()));
        });

        assertThat(Soon.value(seen)).isEqualTo("m2");
    }

    @Test
    @Spec({"AW-18", "AW-20"})
    void whatTheBodySetStaysItsOwn() throws Exception {
        var gate = new CompletableFuture<String>();
        label.set("outer");
        var later = async(carrying, () -> {
                    label.set("inner");
                    return await(gate);
                })
                .thenApply(_ -> label.get() + " " + REQUEST.isBound());

        gate.complete("go");

        assertThat(Soon.value(later)).as("seen by a dependent stage").isEqualTo("null false");
        assertThat(label.get()).as("seen by the starter").isEqualTo("outer");
    }

    @Test
    @Spec("AW-20")
    void theThreadIsRestoredAfterAFailure() throws Exception {
        var gate = new CompletableFuture<String>();
        label.set("outer");
        var later = async(carrying, () -> {
                    label.set("inner");
                    throw new IllegalStateException(await(gate));
                })
                .handle((_, _) -> String.valueOf(label.get()));

        gate.complete("go");

        assertThat(Soon.value(later)).isEqualTo("null");
    }

    @Test
    @Spec("AW-20")
    void theThreadIsRestoredAfterACancel() throws Exception {
        var never = new CompletableFuture<String>();
        label.set("outer");
        var result = async(carrying, () -> {
            label.set("inner");
            return await(never);
        });
        var later = result.handle((_, failure) -> (failure instanceof Cancelled) + " " + label.get());
        Soon.awaited(never);

        result.requestCancel(CancelReason.requested("enough"));

        assertThat(Soon.value(later)).isEqualTo("true null");
    }

    /** A value for each thread, as a logging library keeps it. */
    private static final class ThreadBound {
        private final Map<Thread, String> values = new ConcurrentHashMap<>();

        @Nullable
        String get() {
            return values.get(Thread.currentThread());
        }

        void set(@Nullable String value) {
            if (value == null) {
                values.remove(Thread.currentThread());
            } else {
                values.put(Thread.currentThread(), value);
            }
        }

        Iterable<Thread> holders() {
            return values.keySet();
        }
    }

    /** Found by the service loader. */
    public static final class TenantCarrier implements ContextCarrier {
        private final ContextCarrier carrier = ContextCarrier.of(TENANT);

        /** For the service loader. */
        public TenantCarrier() {}

        @Override
        public Captured capture() {
            return carrier.capture();
        }
    }
}
