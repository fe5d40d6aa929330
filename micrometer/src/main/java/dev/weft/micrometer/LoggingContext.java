package dev.weft.micrometer;

import dev.weft.awaitlet.spi.ContextCarrier;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The carrier of SLF4J's {@link MDC}, whatever logging library is behind it; with none, it carries nothing.
 *
 * <ul>
 *   <li>Found by the {@link java.util.ServiceLoader}: to have this module on the class or module path is enough.
 *   <li>The whole map is copied in when an awaitlet starts; what the awaitlet puts there stays its own.
 *   <li>It leaves the MDC to an {@link Slf4jThreadLocalAccessor} that is registered with Micrometer's registry, because
 *       such a one may be limited to certain keys on purpose.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class LoggingContext implements ContextCarrier {
    private final ContextCarrier whole = ContextCarrier.of(MDC::getCopyOfContextMap, LoggingContext::replace);

    /** For the service loader. */
    public LoggingContext() {}

    @Override
    public Captured capture() {
        return isRegistered() ? Callable::call : whole.capture();
    }

    private static boolean isRegistered() {
        for (var accessor : ContextRegistry.getInstance().getThreadLocalAccessors()) {
            if (Slf4jThreadLocalAccessor.KEY.equals(accessor.key())) {
                return true;
            }
        }
        return false;
    }

    private static void replace(@Nullable Map<String, String> values) {
        if (values == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(values);
        }
    }
}
