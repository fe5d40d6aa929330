package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.ContextCarrier;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The context carriers found by the service loader, and how all carriers of an awaitlet wrap its body. */
final class Carriers {
    private static final List<ContextCarrier> FOUND =
            ServiceLoader.load(ContextCarrier.class, ContextCarrier.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private Carriers() {}

    /** Captures every value here and now, and puts them in place around the body where it runs. */
    static <T extends @Nullable Object> Callable<T> around(List<ContextCarrier> own, Callable<T> body) {
        var wrapped = body;
        for (var carrier : FOUND) {
            wrapped = wrap(carrier, wrapped);
        }
        for (var carrier : own) {
            wrapped = wrap(carrier, wrapped);
        }
        return wrapped;
    }

    private static <T extends @Nullable Object> Callable<T> wrap(ContextCarrier carrier, Callable<T> body) {
        var captured = carrier.capture();
        return () -> captured.call(body);
    }
}
