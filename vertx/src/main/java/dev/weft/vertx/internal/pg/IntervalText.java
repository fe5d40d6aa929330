package dev.weft.vertx.internal.pg;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The long form of an interval, as the hosted driver has those in arrays: {@code 0 years 0 mons 1 days ...}. */
final class IntervalText {
    private IntervalText() {}

    /** From the server's form, such as {@code 1 year 2 mons -04:05:06.7}. */
    static String spelledOut(String text) {
        var parts = new HashMap<String, Integer>();
        var seconds = BigDecimal.ZERO;
        var words = text.split(" ", -1);
        for (var i = 0; i < words.length; i++) {
            if (words[i].contains(":")) {
                var clock = words[i].split(":", -1);
                var sign = clock[0].startsWith("-") ? -1 : 1;
                parts.put("hour", Integer.valueOf(clock[0]));
                parts.put("min", sign * Integer.parseInt(clock[1]));
                seconds = new BigDecimal(clock[2]).multiply(BigDecimal.valueOf(sign));
            } else if (i + 1 < words.length) {
                parts.put(singular(words[i + 1]), Integer.valueOf(words[i]));
                i++;
            }
        }
        return String.format(
                Locale.ROOT,
                "%d years %d mons %d days %d hours %d mins %s secs",
                part(parts, "year"),
                part(parts, "mon"),
                part(parts, "day"),
                part(parts, "hour"),
                part(parts, "min"),
                decimal(seconds));
    }

    private static String singular(String unit) {
        return unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
    }

    private static int part(Map<String, Integer> parts, String unit) {
        return parts.getOrDefault(unit, 0);
    }

    private static String decimal(BigDecimal seconds) {
        var plain = seconds.stripTrailingZeros();
        return (plain.scale() < 1 ? plain.setScale(1) : plain).toPlainString();
    }
}
