package dev.weft.tck.vertx;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The types of docs/types.md in PostgreSQL: values at random and at the edges, and what each becomes. */
final class Values {
    private static final long MICROS_OF_DAY = Duration.ofDays(1).toNanos() / 1_000;

    private Values() {}

    /**
     * A type of parameter and the column it goes through.
     *
     * @param sqlType the type of the column
     * @param element the class of the values
     * @param edges values on purpose
     * @param random makes one of the others
     * @param becomes what comes back of what is sent
     */
    record Kind(
            String sqlType,
            Class<?> element,
            List<?> edges,
            Function<SplittableRandom, Object> random,
            UnaryOperator<@Nullable Object> becomes) {
        /** Mostly any, sometimes an edge, seldom NULL. */
        @Nullable
        Object next(SplittableRandom random) {
            return switch (random.nextInt(20)) {
                case 0 -> null;
                case 1, 2, 3, 4, 5 -> edges.get(random.nextInt(edges.size()));
                default -> this.random.apply(random);
            };
        }

        private static Kind of(
                String sqlType, Class<?> type, List<?> edges, Function<SplittableRandom, Object> random) {
            return new Kind(sqlType, type, edges, random, value -> value);
        }

        private Kind becoming(Function<Object, Object> change) {
            return new Kind(sqlType, element, edges, random, value -> value == null ? null : change.apply(value));
        }

        /** An array of them, of one or two dimensions, which comes back as a list. */
        private Kind array() {
            return new Kind(sqlType + "[]", element.arrayType(), arrayEdges(), this::randomArray, this::listed);
        }

        private List<?> arrayEdges() {
            var all = Array.newInstance(element, edges.size() + 1); // the last is NULL
            for (var i = 0; i < edges.size(); i++) {
                Array.set(all, i, edges.get(i));
            }
            var one = Array.newInstance(element, 1);
            Array.set(one, 0, edges.getFirst());
            var deep = Array.newInstance(element, 2, 1);
            Array.set(deep, 0, one);
            return List.of(all, one, deep, Array.newInstance(element, 0), Array.newInstance(element, 1));
        }

        private Object randomArray(SplittableRandom random) {
            if (random.nextInt(4) > 0) {
                return row(random, random.nextInt(6));
            }
            var size = 1 + random.nextInt(3);
            var rows = Array.newInstance(element.arrayType(), 1 + random.nextInt(3));
            for (var i = 0; i < Array.getLength(rows); i++) {
                Array.set(rows, i, row(random, size));
            }
            return rows;
        }

        private Object row(SplittableRandom random, int size) {
            var row = Array.newInstance(element, size);
            for (var i = 0; i < size; i++) {
                Array.set(row, i, next(random));
            }
            return row;
        }

        private @Nullable Object listed(@Nullable Object value) {
            if (value == null || !value.getClass().isArray() || element.isInstance(value)) {
                return element == Short.class ? value : becomes.apply(value); // JDBC widens it in a column only
            }
            var list = new ArrayList<@Nullable Object>();
            for (var i = 0; i < Array.getLength(value); i++) {
                list.add(listed(Array.get(value, i)));
            }
            return list;
        }
    }

    /** All of them. */
    static List<Kind> all() {
        var kinds = new ArrayList<Kind>();
        for (var one : List.of(numbers(), texts(), times())) {
            kinds.addAll(one);
        }
        kinds.stream()
                .filter(kind -> hasArrays(kind.element()))
                .map(Kind::array)
                .toList()
                .forEach(kinds::add);
        return kinds;
    }

    private static boolean hasArrays(Class<?> type) {
        return List.of(
                        Boolean.class,
                        Short.class,
                        Integer.class,
                        Long.class,
                        Float.class,
                        Double.class,
                        BigDecimal.class,
                        String.class,
                        UUID.class,
                        byte[].class)
                .contains(type);
    }

    private static List<Kind> numbers() {
        return List.of(
                Kind.of("boolean", Boolean.class, List.of(true, false), SplittableRandom::nextBoolean),
                Kind.of("smallint", Short.class, List.of(Short.MIN_VALUE, Short.MAX_VALUE, (short) 0), random ->
                                (short) random.nextInt())
                        .becoming(value -> ((Short) value).intValue()),
                Kind.of(
                        "int",
                        Integer.class,
                        List.of(Integer.MIN_VALUE, Integer.MAX_VALUE, 0, -1),
                        SplittableRandom::nextInt),
                Kind.of(
                        "bigint",
                        Long.class,
                        List.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L, (1L << 53) + 1),
                        SplittableRandom::nextLong),
                Kind.of(
                        "real",
                        Float.class,
                        List.of(
                                Float.NaN,
                                Float.POSITIVE_INFINITY,
                                Float.NEGATIVE_INFINITY,
                                -0.0f,
                                0.0f,
                                Float.MIN_VALUE,
                                Float.MIN_NORMAL,
                                Float.MAX_VALUE,
                                0.1f),
                        random -> finite(Float.intBitsToFloat(random.nextInt()))),
                Kind.of(
                        "double precision",
                        Double.class,
                        List.of(
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                Double.NEGATIVE_INFINITY,
                                -0.0,
                                0.0,
                                Double.MIN_VALUE,
                                Double.MIN_NORMAL,
                                Double.MAX_VALUE,
                                0.1),
                        random -> finite(Double.longBitsToDouble(random.nextLong()))),
                Kind.of(
                                "numeric",
                                BigDecimal.class,
                                List.of(
                                        BigDecimal.ZERO,
                                        new BigDecimal("0.000"),
                                        new BigDecimal("-1.50"),
                                        new BigDecimal("1e20"),
                                        new BigDecimal("1e-300"),
                                        new BigDecimal("9".repeat(500) + "." + "1".repeat(500))),
                                Values::decimal)
                        .becoming(value -> plain((BigDecimal) value)),
                Kind.of(
                                "numeric",
                                BigInteger.class,
                                List.of(
                                        BigInteger.ZERO,
                                        BigInteger.TWO.pow(2_000),
                                        BigInteger.TEN.pow(300).negate()),
                                random -> new BigInteger(bytes(random, 1 + random.nextInt(40))))
                        .becoming(value -> new BigDecimal((BigInteger) value)));
    }

    private static Object finite(float number) {
        return Float.isNaN(number) ? Float.NaN : number; // one of the many
    }

    private static Object finite(double number) {
        return Double.isNaN(number) ? Double.NaN : number;
    }

    private static Object decimal(SplittableRandom random) {
        return new BigDecimal(new BigInteger(bytes(random, 1 + random.nextInt(30))), random.nextInt(60) - 20);
    }

    /** A numeric has no scale below zero. */
    private static Object plain(BigDecimal number) {
        return number.scale() < 0 ? number.setScale(0, RoundingMode.UNNECESSARY) : number;
    }

    private static List<Kind> texts() {
        return List.of(
                Kind.of(
                        "text",
                        String.class,
                        List.of(
                                "",
                                " ",
                                "NULL",
                                "null",
                                "'",
                                "\"",
                                "\\",
                                "\\\\\"{}",
                                "{,}",
                                "a\nb\r\n\tc",
                                "\u0001\u001f\u007f\u0080\u009f",
                                "\ufeff\ufffd\uffff\ue000",
                                "\ud83e\uddf5\udbff\udfff\ud800\udc00",
                                "e\u0301 \u200b\u202e\u2028",
                                "?:a$1$$",
                                "x".repeat(100_000)),
                        Values::text),
                Kind.of(
                                "varchar(40)",
                                Character.class,
                                List.of('x', '?', ' ', '\'', '\u7e54'),
                                random -> letter(random))
                        .becoming(Object::toString),
                Kind.of(
                        "bytea",
                        byte[].class,
                        List.of(new byte[0], new byte[] {0}, all256(), new byte[300_000]),
                        random -> bytes(random, random.nextInt(50))),
                Kind.of(
                        "uuid",
                        UUID.class,
                        List.of(new UUID(0, 0), new UUID(-1, -1)),
                        random -> new UUID(random.nextLong(), random.nextLong())),
                Kind.of(
                        "json",
                        String.class,
                        List.of("{}", "[]", "null", "\"\\u00e4 \\\" \"", "{\"a\":1, \"a\" :2}", "1e400"),
                        Values::json));
    }

    private static byte[] all256() {
        var bytes = new byte[256];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static byte[] bytes(SplittableRandom random, int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Of all of Unicode that is text, but NUL. */
    private static String text(SplittableRandom random) {
        var text = new StringBuilder();
        for (var left = random.nextInt(30); left > 0; left--) {
            var point = switch (random.nextInt(4)) {
                case 0 -> 1 + random.nextInt(0x7f);
                case 1 -> 1 + random.nextInt(0x7ff);
                case 2 -> 1 + random.nextInt(0xffff);
                default -> 1 + random.nextInt(Character.MAX_CODE_POINT);
            };
            text.appendCodePoint(point >= 0xd800 && point <= 0xdfff ? 'x' : point);
        }
        return text.toString();
    }

    private static Object letter(SplittableRandom random) {
        return (char) (1 + random.nextInt(0xd7ff));
    }

    private static Object json(SplittableRandom random) {
        return "{\"n\": %s,  \"t\": \"%s\", \"l\": [%d, null, true]}"
                .formatted(decimal(random), Integer.toHexString(random.nextInt()), random.nextInt());
    }

    private static List<Kind> times() {
        var gap = LocalDate.of(2026, 3, 29);
        var twice = LocalDate.of(2026, 10, 25);
        var last = LocalTime.of(23, 59, 59, 999_999_000);
        var dates = List.of(
                LocalDate.MAX,
                LocalDate.MIN,
                LocalDate.of(-4712, 1, 1),
                LocalDate.of(0, 2, 29),
                LocalDate.of(1, 1, 1),
                LocalDate.of(1582, 10, 10),
                LocalDate.of(1900, 2, 28),
                LocalDate.of(9999, 12, 31),
                LocalDate.of(10_000, 1, 1),
                LocalDate.of(5_874_897, 12, 31),
                LocalDate.EPOCH,
                gap,
                twice);
        var timesOfDay = List.of(
                LocalTime.MIN,
                LocalTime.NOON,
                last,
                LocalTime.MAX,
                LocalTime.of(2, 30),
                LocalTime.of(1, 2, 3, 499),
                LocalTime.of(1, 2, 3, 500),
                LocalTime.of(1, 2, 3, 123_456_501),
                LocalTime.of(23, 59, 59, 999_999_499));
        var moments = List.of(
                LocalDateTime.MAX,
                LocalDateTime.MIN,
                gap.atTime(2, 30),
                twice.atTime(2, 30),
                LocalDate.of(-4712, 12, 31).atTime(last),
                LocalDate.of(0, 1, 1).atStartOfDay(),
                LocalDate.of(1582, 10, 10).atTime(12, 0),
                LocalDate.of(1969, 12, 31).atTime(23, 59, 59, 999_999_600),
                LocalDate.of(1999, 12, 31).atTime(last),
                LocalDate.of(10_000, 1, 1).atStartOfDay(),
                LocalDate.of(294_276, 12, 31).atTime(last));
        var zoned = new ArrayList<>(moments.stream()
                .skip(2)
                .map(moment -> moment.atOffset(ZoneOffset.UTC))
                .toList());
        zoned.addAll(List.of(
                OffsetDateTime.MAX, OffsetDateTime.MIN, gap.atTime(2, 30).atOffset(ZoneOffset.ofHours(1))));
        return List.of(
                Kind.of("date", LocalDate.class, dates, random -> date(random)),
                Kind.of("time", LocalTime.class, timesOfDay, random -> time(random))
                        .becoming(value -> rounded((LocalTime) value)),
                Kind.of(
                                "timetz",
                                OffsetTime.class,
                                timesOfDay.stream()
                                        .map(time -> time.atOffset(ZoneOffset.ofHoursMinutes(-3, -30)))
                                        .toList(),
                                random -> time(random).atOffset(offset(random)))
                        .becoming(value ->
                                rounded(((OffsetTime) value).toLocalTime()).atOffset(((OffsetTime) value).getOffset())),
                Kind.of(
                                "timestamp",
                                LocalDateTime.class,
                                moments,
                                random -> date(random).atTime(time(random)))
                        .becoming(value -> rounded((LocalDateTime) value)),
                Kind.of(
                                "timestamptz",
                                OffsetDateTime.class,
                                zoned,
                                random -> date(random).atTime(time(random)).atOffset(offset(random)))
                        .becoming(value -> atUtc((OffsetDateTime) value)),
                Kind.of(
                                "timestamptz",
                                Instant.class,
                                List.of(
                                        Instant.EPOCH,
                                        Instant.parse("2001-10-28T01:30:00.000000500Z"),
                                        Instant.parse("-0044-03-15T12:00:00Z")),
                                random -> date(random).atTime(time(random)).toInstant(ZoneOffset.UTC))
                        .becoming(value -> atUtc(((Instant) value).atOffset(ZoneOffset.UTC))));
    }

    private static LocalDate date(SplittableRandom random) {
        return random.nextBoolean()
                ? LocalDate.ofEpochDay(random.nextInt(-30_000, 30_000))
                : LocalDate.ofEpochDay(random.nextInt(-2_400_000, 100_000_000));
    }

    private static LocalTime time(SplittableRandom random) {
        var time = LocalTime.ofNanoOfDay(random.nextLong(MICROS_OF_DAY) * 1_000);
        return random.nextInt(3) > 0 ? time : time.plusNanos(random.nextInt(1_000));
    }

    private static ZoneOffset offset(SplittableRandom random) {
        return ZoneOffset.ofTotalSeconds(60 * random.nextInt(-15 * 60, 15 * 60));
    }

    /** To microseconds, half up; behind the last of a day stands 24:00, which is the greatest time. */
    private static LocalTime rounded(LocalTime time) {
        var up = time.plusNanos(500).truncatedTo(ChronoUnit.MICROS);
        return up.isBefore(time.truncatedTo(ChronoUnit.MICROS)) ? LocalTime.MAX : up;
    }

    private static LocalDateTime rounded(LocalDateTime time) {
        return time.equals(LocalDateTime.MAX) || time.equals(LocalDateTime.MIN)
                ? time
                : time.plusNanos(500).truncatedTo(ChronoUnit.MICROS);
    }

    private static OffsetDateTime atUtc(OffsetDateTime time) {
        return time.equals(OffsetDateTime.MAX) || time.equals(OffsetDateTime.MIN)
                ? time
                : rounded(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime())
                        .atOffset(ZoneOffset.UTC);
    }

    /** A parameter for people to read: arrays by what is in them. */
    static String told(@Nullable Object value) {
        return value instanceof Object[] array ? Arrays.deepToString(array) : Seen.value(value);
    }
}
