package dev.weft.engine;

import java.sql.JDBCType;
import org.jspecify.annotations.Nullable;

/**
 * An OUT or INOUT parameter of a call, as the value of a parameter of {@link AsyncConnection#call}.
 *
 * <p>Immutable, so safe for use by many threads.
 *
 * @param type the type of what comes out
 * @param in what goes in; null for an OUT parameter, or for NULL
 */
public record SqlOut(JDBCType type, @Nullable Object in) {
    /**
     * An OUT parameter.
     *
     * @param type its type
     * @return the parameter
     */
    public static SqlOut of(JDBCType type) {
        return new SqlOut(type, null);
    }

    /**
     * An INOUT parameter.
     *
     * @param type its type
     * @param in what goes in
     * @return the parameter
     */
    public static SqlOut of(JDBCType type, @Nullable Object in) {
        return new SqlOut(type, in);
    }

    /**
     * The type, without the value.
     *
     * @return the type
     */
    @Override
    public String toString() {
        return "SqlOut[" + type + "]";
    }
}
