package shop;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.CancelScope;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A user's code, in a package of the user's: what docs/debugging.md looks at. */
public final class Checkout {
    private Checkout() {}

    // snippet:checkout
    public static CompletableFuture<String> order(CompletionStage<String> payment) {
        return async(AsyncOptions.defaults().named("order"), () -> pay(payment));
    }

    static String pay(CompletionStage<String> payment) {
        return await(async(AsyncOptions.defaults().named("charge"), () -> charge(payment)));
    }

    static String charge(CompletionStage<String> payment) {
        return CancelScope.failAfter(Duration.ofSeconds(30), () -> await(payment));
    }
    // end
}
