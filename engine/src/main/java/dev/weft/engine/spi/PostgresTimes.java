package dev.weft.engine.spi;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;

/**
 * Reads PostgreSQL's text form of dates and times, the same for every driver; its infinities are the JDK's greatest and
 * least values.
 *
 * <p>Static methods only, so safe for use by many threads.
 */
public final class PostgresTimes {
    private PostgresTimes() {}

    /**
     * Reads a time with an offset.
     *
     * @param text such as {@code 12:30:00.5+02}
     * @return the time; 24:00 is {@link LocalTime#MAX}
     */
    public static OffsetTime timeWithZone(String text) {
        var sign = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
        var time = text.substring(0, sign);
        return (time.startsWith("24:") ? LocalTime.MAX : LocalTime.parse(time))
                .atOffset(ZoneOffset.of(text.substring(sign)));
    }

    /**
     * Reads a date.
     *
     * @param text such as {@code 0044-03-15 BC}
     * @return the date; the infinities are the greatest and the least
     */
    public static LocalDate date(String text) {
        return switch (text) {
            case "infinity" -> LocalDate.MAX;
            case "-infinity" -> LocalDate.MIN;
            default -> {
                var before = text.endsWith(" BC");
                var digits = before ? text.substring(0, text.length() - 3) : text;
                var dash = digits.indexOf('-');
                var year = Integer.parseInt(digits.substring(0, dash));
                yield LocalDate.of(
                        before ? 1 - year : year,
                        Integer.parseInt(digits.substring(dash + 1, dash + 3)),
                        Integer.parseInt(digits.substring(dash + 4, dash + 6)));
            }
        };
    }

    /**
     * Reads a time.
     *
     * @param text such as {@code 23:59:59.5}
     * @return the time; 24:00 is {@link LocalTime#MAX}
     */
    public static LocalTime time(String text) {
        return text.startsWith("24:") ? LocalTime.MAX : LocalTime.parse(text);
    }

    /**
     * Reads a timestamp.
     *
     * @param text such as {@code 2026-11-21 23:59:59.5}
     * @return the timestamp; the infinities are the greatest and the least
     */
    public static LocalDateTime timestamp(String text) {
        if (text.equals("infinity")) {
            return LocalDateTime.MAX;
        }
        if (text.equals("-infinity")) {
            return LocalDateTime.MIN;
        }
        var before = text.endsWith(" BC");
        var digits = before ? text.substring(0, text.length() - 3) : text;
        var space = digits.indexOf(' ');
        return date(digits.substring(0, space) + (before ? " BC" : "")).atTime(time(digits.substring(space + 1)));
    }

    /**
     * Reads a timestamp with an offset.
     *
     * @param text such as {@code 2026-11-21 23:59:59.5+01}
     * @return the timestamp at UTC; the infinities are the greatest and the least
     */
    public static OffsetDateTime timestampWithZone(String text) {
        if (text.equals("infinity")) {
            return OffsetDateTime.MAX;
        }
        if (text.equals("-infinity")) {
            return OffsetDateTime.MIN;
        }
        var before = text.endsWith(" BC");
        var digits = before ? text.substring(0, text.length() - 3) : text;
        var space = digits.indexOf(' ');
        var sign = Math.max(digits.lastIndexOf('+'), digits.lastIndexOf('-'));
        return date(digits.substring(0, space) + (before ? " BC" : ""))
                .atTime(time(digits.substring(space + 1, sign)))
                .atOffset(ZoneOffset.of(digits.substring(sign)))
                .withOffsetSameInstant(ZoneOffset.UTC);
    }
}
