package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What awaitlet is for, without a database; the modules above prove the same over drivers. */
@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
@Spec("AW-27")
class FourUsesTest {
    /** An asynchronous client, as a driver has one. */
    private interface PriceClient {
        CompletableFuture<Integer> price(String item);
    }

    /** What blocking code expects. */
    private interface Prices {
        int of(String item);
    }

    /** Blocking code that knows nothing of awaitlets, and never will. */
    private record Till(Prices prices) {
        int total(List<String> items) {
            var total = 0;
            for (var item : items) {
                total += prices.of(item);
            }
            return total;
        }
    }

    private final PriceClient client = item -> CompletableFuture.supplyAsync(item::length);

    @Test
    void aThreadedProgramGetsAsyncEdges() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            var totals = Stream.of("tea", "coffee")
                    .map(item -> threads.submit(() -> Soon.value(async(() -> await(client.price(item)) * 2))))
                    .toList();

            assertThat(Soon.value(totals.get(0))).isEqualTo(6);
            assertThat(Soon.value(totals.get(1))).isEqualTo(12);
        }
    }

    @Test
    void blockingCodeCallsAnAsyncApi() throws Exception {
        Callable<Integer> blockingStyle = () -> await(client.price("tea")) + await(client.price("coffee"));

        assertThat(Soon.value(async(blockingStyle))).isEqualTo(9);
    }

    @Test
    void unchangedBlockingCodeRunsOverAnAsyncClient() throws Exception {
        var till = new Till(item -> await(client.price(item)));

        assertThat(Soon.value(async(() -> till.total(List.of("tea", "coffee", "milk")))))
                .isEqualTo(13);
    }

    @Test
    void oneLibraryIsUsedFromBothWorlds() throws Exception {
        var till = new Till(item -> await(client.price(item)));
        PriceClient library = item -> async(() -> till.total(List.of(item, item)));

        var fromAsyncCode = library.price("tea").thenCombine(library.price("milk"), Integer::sum);
        var fromBlockingCode = async(() -> await(library.price("tea")) + await(library.price("milk")));

        assertThat(Soon.value(fromAsyncCode)).isEqualTo(14);
        assertThat(Soon.value(fromBlockingCode)).isEqualTo(14);
    }
}
