package dev.weft.engine.spi;

import java.math.BigDecimal;

/**
 * Reads PostgreSQL's text form of numbers that JDBC's drivers read wrong or not at all, the same for every driver.
 *
 * <p>Static methods only, so safe for use by many threads.
 */
public final class PostgresNumbers {
    private static final int CENTS = 2;

    private PostgresNumbers() {}

    /**
     * Reads a numeric.
     *
     * @param text such as {@code 1.50}, or {@code NaN}
     * @return a {@link BigDecimal}; a {@link Double} where that has no such number: NaN and the infinities
     */
    public static Object numeric(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> new BigDecimal(text);
        };
    }

    /**
     * Reads an amount of money, with two places after its comma or point.
     *
     * @param text such as {@code -$1,000.50} or {@code 1.000,50 EUR}
     * @return the amount
     * @throws NumberFormatException if it has another number of places: then nobody can tell its commas from its points
     */
    public static BigDecimal money(String text) {
        var digits = new StringBuilder();
        var places = -1;
        for (var i = 0; i < text.length(); i++) {
            var letter = text.charAt(i);
            if (letter >= '0' && letter <= '9') {
                digits.append(letter);
                places += places < 0 ? 0 : 1;
            } else if (letter == '.' || letter == ',') {
                places = 0;
            }
        }
        if (places != CENTS) {
            throw new NumberFormatException("not an amount with two places: " + text);
        }
        var amount = new BigDecimal(digits.toString()).movePointLeft(CENTS);
        return text.indexOf('-') < 0 && text.indexOf('(') < 0 ? amount : amount.negate();
    }

    /**
     * Reads a string of bits.
     *
     * @param text such as {@code 101}
     * @return a truth if it is one bit, as JDBC has it; else the text
     */
    public static Object bits(String text) {
        return text.length() == 1 ? (Object) text.equals("1") : text;
    }
}
