package dev.weft.engine.internal.sql;

import dev.weft.engine.ConversionFailed;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.Temporal;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Converts the values of rows to the types asked for, and only where nothing is lost. */
public final class Conversions {
    private static final int UUID_BYTES = 16;

    private Conversions() {}

    /**
     * A value as a type.
     *
     * @param value the value, of one of the types {@link JdbcRows} makes
     * @param type the type asked for
     * @param column the column's name, for errors
     * @param <T> that type
     * @return the value, null for NULL
     * @throws ConversionFailed if it cannot be (ER-315)
     */
    public static <T> @Nullable T convert(@Nullable Object value, Class<T> type, String column) {
        if (value == null) {
            if (type.isPrimitive()) {
                throw new ConversionFailed(column, null, type, "a primitive type has no null");
            }
            return null;
        }
        var wanted = wrapper(type);
        if (wanted.isInstance(value)) {
            return wanted.cast(value);
        }
        try {
            return wanted.cast(converted(value, wanted));
        } catch (Unconvertible e) {
            throw new ConversionFailed(column, value.getClass(), type, e.reason());
        }
    }

    private static Object converted(Object value, Class<?> wanted) throws Unconvertible {
        if (wanted.isEnum()) {
            return constant(value, wanted);
        }
        if (Temporal.class.isAssignableFrom(wanted)) {
            return TimeConversion.convert(value, wanted);
        }
        if (Number.class.isAssignableFrom(wanted)) {
            return NumberConversion.convert(value, wanted);
        }
        return switch (wanted.getName()) {
            case "java.lang.String" -> text(value);
            case "java.lang.Boolean" -> truth(value);
            case "java.lang.Character" -> character(value);
            case "java.util.UUID" -> uuid(value);
            case "java.time.Duration" -> duration(value);
            default -> throw new Unconvertible("there is no rule for it");
        };
    }

    private static String text(Object value) throws Unconvertible {
        return switch (value) {
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            case Boolean _, Character _, Temporal _, UUID _ -> value.toString();
            default -> throw new Unconvertible("it is no text");
        };
    }

    private static Boolean truth(Object value) throws Unconvertible {
        return switch (value) {
            case Number number ->
                truth(NumberConversion.exact(number).stripTrailingZeros().toString());
            case String text -> truth(text.strip().toLowerCase(Locale.ROOT));
            default -> throw new Unconvertible("it is neither a number nor text");
        };
    }

    private static boolean truth(String word) throws Unconvertible {
        return switch (word) {
            case "1", "true", "t", "yes", "y", "on" -> true;
            case "0", "false", "f", "no", "n", "off" -> false;
            default -> throw new Unconvertible("it is neither true nor false, 1 nor 0");
        };
    }

    private static Character character(Object value) throws Unconvertible {
        if (value instanceof String text && text.length() == 1) {
            return text.charAt(0);
        }
        throw new Unconvertible("it is not one character");
    }

    /** MariaDB's TIME is a duration, and read as a time of day where it is one. */
    private static Duration duration(Object value) throws Unconvertible {
        if (value instanceof LocalTime time) {
            return Duration.ofNanos(time.toNanoOfDay());
        }
        throw new Unconvertible("it is no time");
    }

    private static UUID uuid(Object value) throws Unconvertible {
        if (value instanceof byte[] bytes && bytes.length == UUID_BYTES) {
            var buffer = ByteBuffer.wrap(bytes);
            return new UUID(buffer.getLong(), buffer.getLong());
        }
        if (value instanceof String text) {
            try {
                return UUID.fromString(text.strip());
            } catch (IllegalArgumentException _) {
                throw new Unconvertible("it is not written as a UUID");
            }
        }
        throw new Unconvertible("it is neither text nor 16 bytes");
    }

    private static Object constant(Object value, Class<?> wanted) throws Unconvertible {
        for (var constant : wanted.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(value)) {
                return constant;
            }
        }
        throw new Unconvertible("it is the name of no constant");
    }

    /** The class of the boxed values of a primitive type, which casts to the same T. */
    @SuppressWarnings("unchecked")
    private static <T> Class<T> wrapper(Class<T> type) {
        return (Class<T>) MethodType.methodType(type).wrap().returnType();
    }
}
