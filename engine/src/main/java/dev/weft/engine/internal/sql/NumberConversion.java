package dev.weft.engine.internal.sql;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Exact conversion to numbers, from numbers, booleans and text.
 *
 * <p>The one exception: a fraction becomes the nearest {@code double} or {@code float}. A whole number must fit exactly
 * even there.
 */
final class NumberConversion {
    /** More digits than any database's numbers have; a BigInteger of 1e999999999 would fill the memory. */
    private static final int MOST_DIGITS = 200_000;

    private NumberConversion() {}

    static Number convert(Object value, Class<?> wanted) throws Unconvertible {
        var number = exact(value);
        try {
            return switch (wanted.getName()) {
                case "java.lang.Byte" -> number.byteValueExact();
                case "java.lang.Short" -> number.shortValueExact();
                case "java.lang.Integer" -> number.intValueExact();
                case "java.lang.Long" -> number.longValueExact();
                case "java.math.BigInteger" -> number.toBigIntegerExact();
                case "java.math.BigDecimal" -> number;
                case "java.lang.Double" -> fitting(value, number, number.doubleValue());
                case "java.lang.Float" -> fitting(value, number, number.floatValue());
                default -> throw new Unconvertible("there is no rule for it");
            };
        } catch (ArithmeticException _) {
            throw new Unconvertible("it is out of range, or no whole number");
        }
    }

    static BigDecimal exact(Object value) throws Unconvertible {
        try {
            return switch (value) {
                case BigDecimal number -> bounded(number);
                case BigInteger number -> new BigDecimal(number);
                case Long _, Integer _, Short _, Byte _ -> BigDecimal.valueOf(((Number) value).longValue());
                case Double _, Float _ -> new BigDecimal(value.toString());
                case Boolean truth -> truth ? BigDecimal.ONE : BigDecimal.ZERO;
                case String text -> bounded(new BigDecimal(text.strip()));
                default -> throw new Unconvertible("it is no number");
            };
        } catch (NumberFormatException _) {
            throw new Unconvertible("it is no number");
        }
    }

    private static BigDecimal bounded(BigDecimal number) throws Unconvertible {
        if (Math.abs((long) number.scale()) > MOST_DIGITS) {
            throw new Unconvertible("it has too many digits");
        }
        return number;
    }

    private static Number fitting(Object value, BigDecimal exact, Number nearest) throws Unconvertible {
        var whole = value instanceof Long || value instanceof Integer || value instanceof BigInteger;
        var finite = Double.isFinite(nearest.doubleValue());
        if (!finite || (whole && new BigDecimal(nearest.doubleValue()).compareTo(exact) != 0)) {
            throw new Unconvertible("it is out of range");
        }
        return nearest;
    }
}
