package dev.weft.micrometer;

import io.micrometer.context.ContextRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.MDC;

/** A thread-local that Micrometer's registry knows for the time of a test, as a tracing library would register one. */
final class Tag implements BeforeEachCallback, AfterEachCallback {
    private static final String KEY = "weft.test.tag";
    private static final ThreadLocal<@Nullable String> VALUE = new ThreadLocal<>();

    static @Nullable String get() {
        return VALUE.get();
    }

    static void set(String value) {
        VALUE.set(value);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, VALUE::get, VALUE::set, VALUE::remove);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
        VALUE.remove();
        MDC.clear();
    }
}
