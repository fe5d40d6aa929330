package dev.weft.engine.internal;

import dev.weft.engine.FeatureRefused;
import dev.weft.engine.spi.DriverConnection;
import java.sql.SQLException;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/** The way past the engine to a driver's own connection. */
final class RawAccess {
    private RawAccess() {}

    static <T> T to(DriverConnection connection, Class<T> type) {
        var raw = connection.raw();
        if (type.isInstance(raw)) {
            return type.cast(raw);
        }
        try {
            if (raw instanceof Wrapper wrapper && wrapper.isWrapperFor(type)) {
                return wrapper.unwrap(type);
            }
        } catch (SQLException notThat) {
            throw refusal(raw, type, notThat);
        }
        throw refusal(raw, type, null);
    }

    private static FeatureRefused refusal(Object raw, Class<?> type, @Nullable Throwable cause) {
        var refused = new FeatureRefused(
                "The driver's own connection is a " + raw.getClass().getName() + ", not a " + type.getName() + ".",
                "Ask for a type that it is.");
        if (cause != null) {
            refused.addSuppressed(cause);
        }
        return refused;
    }
}
