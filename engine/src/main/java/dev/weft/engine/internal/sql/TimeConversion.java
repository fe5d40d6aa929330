package dev.weft.engine.internal.sql;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;

/**
 * Conversion to dates and times, from dates, times, text, and milliseconds since 1970.
 *
 * <ul>
 *   <li>Text is read as ISO 8601, with a space or a T. Text and milliseconds, which is how SQLite keeps times, are UTC
 *       where they tell no offset.
 *   <li>A time is never moved to another zone by guess: a local time becomes no instant.
 * </ul>
 */
final class TimeConversion {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("H:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[XXX][X]")
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
            .toFormatter();
    private static final DateTimeFormatter DATE_AND_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(TIME)
            .toFormatter();

    private TimeConversion() {}

    static Object convert(Object value, Class<?> wanted) throws Unconvertible {
        try {
            return switch (wanted.getName()) {
                case "java.time.LocalDate" -> date(value);
                case "java.time.LocalDateTime" -> dateTime(value);
                case "java.time.LocalTime" -> time(value);
                case "java.time.OffsetDateTime" -> offset(value);
                case "java.time.ZonedDateTime" -> offset(value).toZonedDateTime();
                case "java.time.Instant" -> offset(value).toInstant();
                case "java.time.OffsetTime" -> offsetTime(value);
                default -> throw new Unconvertible("there is no rule for it");
            };
        } catch (DateTimeException _) {
            throw new Unconvertible("it is not written as such");
        }
    }

    private static LocalDate date(Object value) throws Unconvertible {
        if (value instanceof String text && text.indexOf(':') < 0) {
            return LocalDate.parse(text.strip());
        }
        var time = dateTime(value);
        if (!time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            throw new Unconvertible("it has a time of day");
        }
        return time.toLocalDate();
    }

    private static LocalDateTime dateTime(Object value) throws Unconvertible {
        return switch (value) {
            case LocalDateTime time -> time;
            case LocalDate date -> date.atStartOfDay();
            case Long millis -> utc(millis).toLocalDateTime();
            case String text -> local(parsed(text));
            case OffsetDateTime _, ZonedDateTime _, Instant _ ->
                throw new Unconvertible("it is a moment; ask for an OffsetDateTime or an Instant");
            default -> throw new Unconvertible("it is no date");
        };
    }

    private static LocalDateTime local(TemporalAccessor parsed) throws Unconvertible {
        if (parsed.isSupported(ChronoField.OFFSET_SECONDS) && parsed.get(ChronoField.OFFSET_SECONDS) != 0) {
            throw new Unconvertible("it has an offset; ask for an OffsetDateTime or an Instant");
        }
        return LocalDateTime.from(parsed);
    }

    private static OffsetDateTime offset(Object value) throws Unconvertible {
        return switch (value) {
            case OffsetDateTime time -> time;
            case ZonedDateTime time -> time.toOffsetDateTime();
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case Long millis -> utc(millis);
            case String text -> {
                var parsed = parsed(text);
                yield parsed.isSupported(ChronoField.OFFSET_SECONDS)
                        ? OffsetDateTime.from(parsed)
                        : LocalDateTime.from(parsed).atOffset(ZoneOffset.UTC);
            }
            case LocalDateTime _, LocalDate _ ->
                throw new Unconvertible("it tells no zone; ask for a LocalDateTime, or select it with its zone");
            default -> throw new Unconvertible("it is no moment");
        };
    }

    private static LocalTime time(Object value) throws Unconvertible {
        if (value instanceof String text) {
            return LocalTime.parse(text.strip(), TIME);
        }
        throw new Unconvertible("it is no time of day");
    }

    private static OffsetTime offsetTime(Object value) throws Unconvertible {
        if (value instanceof String text) {
            return OffsetTime.parse(text.strip(), TIME);
        }
        throw new Unconvertible("it is no time of day with an offset");
    }

    private static OffsetDateTime utc(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }

    private static TemporalAccessor parsed(String text) {
        var stripped = text.strip();
        return stripped.indexOf(':') < 0 ? LocalDate.parse(stripped).atStartOfDay() : DATE_AND_TIME.parse(stripped);
    }
}
