package dev.weft.engine.internal.sql;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;

/**
 * How dates and times are written in SQLite, which has no type for them: as its own functions write them, with
 * fractions only where there are any. Times with an offset are written in UTC, as {@code CURRENT_TIMESTAMP} is.
 */
final class SqliteTime {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter();

    private SqliteTime() {}

    static String format(Temporal time) {
        return switch (time) {
            case LocalDateTime local -> local.toLocalDate() + " " + TIME.format(local);
            case LocalTime local -> TIME.format(local);
            case OffsetDateTime zoned ->
                format(zoned.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
            default -> time.toString();
        };
    }
}
