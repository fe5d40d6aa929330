package dev.weft.vertx.internal.pg;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/** Dates and times between PostgreSQL's forms and the JDK's; its infinities are the JDK's greatest and least values. */
final class PgTimes {
    private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);
    private static final LocalDateTime EPOCH_TIME = EPOCH.atStartOfDay();
    private static final long MICROS_OF_DAY = 86_400_000_000L;
    private static final int NANOS_OF_MICRO = 1_000;
    private static final int LAST_YEAR_OF_FOUR_DIGITS = 9_999;

    /** Hours, and minutes and seconds where it has some. */
    private static final DateTimeFormatter OFFSET =
            new DateTimeFormatterBuilder().appendOffset("+HH:mm:ss", "+00").toFormatter();

    private static final DateTimeFormatter TIME_WITH_OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .append(OFFSET)
            .toFormatter();

    private PgTimes() {}

    static LocalDate date(int days) {
        return switch (days) {
            case Integer.MAX_VALUE -> LocalDate.MAX;
            case Integer.MIN_VALUE -> LocalDate.MIN;
            default -> EPOCH.plusDays(days);
        };
    }

    static LocalTime time(long micros) {
        return micros == MICROS_OF_DAY ? LocalTime.MAX : LocalTime.ofNanoOfDay(micros * NANOS_OF_MICRO);
    }

    static LocalDateTime timestamp(long micros) {
        if (micros == Long.MAX_VALUE) {
            return LocalDateTime.MAX;
        }
        if (micros == Long.MIN_VALUE) {
            return LocalDateTime.MIN;
        }
        var seconds = Math.floorDiv(micros, 1_000_000L);
        return EPOCH_TIME.plusSeconds(seconds).plusNanos((micros - seconds * 1_000_000L) * NANOS_OF_MICRO);
    }

    static OffsetDateTime timestampWithZone(long micros) {
        if (micros == Long.MAX_VALUE) {
            return OffsetDateTime.MAX;
        }
        return micros == Long.MIN_VALUE ? OffsetDateTime.MIN : timestamp(micros).atOffset(ZoneOffset.UTC);
    }

    static String text(LocalDate date) {
        if (date.equals(LocalDate.MAX)) {
            return "infinity";
        }
        return date.equals(LocalDate.MIN) ? "-infinity" : digits(date) + era(date);
    }

    static String text(LocalTime time) {
        var rounded = rounded(time);
        return endsDay(time, rounded) ? "24:00:00" : rounded.toString();
    }

    static String text(OffsetTime time) {
        var local = time.toLocalTime();
        var rounded = rounded(local);
        return endsDay(local, rounded)
                ? "24:00:00" + OFFSET.format(time)
                : TIME_WITH_OFFSET.format(rounded.atOffset(time.getOffset()));
    }

    static String text(LocalDateTime time) {
        if (time.equals(LocalDateTime.MAX)) {
            return "infinity";
        }
        if (time.equals(LocalDateTime.MIN)) {
            return "-infinity";
        }
        var rounded = rounded(time);
        return digits(rounded.toLocalDate()) + ' ' + rounded.toLocalTime() + era(rounded.toLocalDate());
    }

    static String text(OffsetDateTime time) {
        if (time.equals(OffsetDateTime.MAX)) {
            return "infinity";
        }
        if (time.equals(OffsetDateTime.MIN)) {
            return "-infinity";
        }
        var rounded = rounded(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
        return digits(rounded.toLocalDate()) + ' ' + rounded.toLocalTime() + "+00" + era(rounded.toLocalDate());
    }

    private static String digits(LocalDate date) {
        var year = date.get(ChronoField.YEAR_OF_ERA);
        var digits = year > LAST_YEAR_OF_FOUR_DIGITS ? Integer.toString(year) : padded(year, 4);
        return digits + '-' + padded(date.getMonthValue(), 2) + '-' + padded(date.getDayOfMonth(), 2);
    }

    private static String padded(int number, int width) {
        var digits = Integer.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static String era(LocalDate date) {
        return date.getYear() > 0 ? "" : " BC";
    }

    /** To microseconds, half up, as pgjdbc does. */
    private static LocalDateTime rounded(LocalDateTime time) {
        return time.plusNanos(roundedUp(time.get(ChronoField.NANO_OF_SECOND)));
    }

    private static LocalTime rounded(LocalTime time) {
        return time.plusNanos(roundedUp(time.get(ChronoField.NANO_OF_SECOND)));
    }

    /** Whether rounding took a time to the start of the next day. */
    private static boolean endsDay(LocalTime time, LocalTime rounded) {
        return rounded.equals(LocalTime.MIDNIGHT) && time.getHour() > 0;
    }

    private static int roundedUp(int nanos) {
        var rest = nanos % NANOS_OF_MICRO;
        return rest < NANOS_OF_MICRO / 2 ? -rest : NANOS_OF_MICRO - rest;
    }
}
