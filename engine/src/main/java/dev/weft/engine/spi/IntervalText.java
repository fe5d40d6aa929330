package dev.weft.engine.spi;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.StringJoiner;

/** The long form of an interval, as the hosted driver has those in arrays: {@code 1 years 3 days 6.7 secs}. */
final class IntervalText {
    private static final List<String> UNITS = List.of("year", "mon", "day", "hour", "min");

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
        var told = new StringJoiner(" ");
        for (var unit : UNITS) {
            var number = parts.getOrDefault(unit, 0);
            if (number != 0) {
                told.add(number + " " + unit + "s");
            }
        }
        if (seconds.signum() != 0 || told.length() == 0) {
            told.add(seconds.stripTrailingZeros().toPlainString() + " secs");
        }
        return told.toString();
    }

    private static String singular(String unit) {
        return unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
    }
}
