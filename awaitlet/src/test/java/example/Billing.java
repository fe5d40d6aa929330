package example;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.awaitlet.AsyncOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A user's code, in a package of the user's. */
public final class Billing {
    private Billing() {}

    /** Awaits a payment. */
    public static String charge(CompletionStage<String> payment) {
        return await(payment);
    }

    /** Charges in an awaitlet of its own. */
    public static CompletableFuture<String> chargeLater(AsyncOptions options, CompletionStage<String> payment) {
        return async(options, () -> charge(payment));
    }
}
