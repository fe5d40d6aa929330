package dev.weft.tck.vertx;

import dev.weft.engine.SqlNull;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.JDBCType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Statements that are the product of types and texts, or of types and values. */
final class Matrix {
    static final List<String> TYPES = List.of(
            "boolean",
            "int2",
            "int4",
            "int8",
            "float4",
            "float8",
            "numeric",
            "numeric(5,2)",
            "money",
            "text",
            "varchar(3)",
            "char(3)",
            "name",
            "\"char\"",
            "bytea",
            "date",
            "time",
            "timetz",
            "timestamp",
            "timestamptz",
            "interval",
            "uuid",
            "json",
            "jsonb",
            "xml",
            "oid",
            "bit(3)",
            "varbit",
            "inet",
            "macaddr",
            "point",
            "int4range",
            "tsvector",
            "regclass",
            "int4[]",
            "text[]",
            "numeric[]",
            "date[]",
            "timestamptz[]",
            "mood",
            "positive");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "0",
            "1",
            "-1",
            "128",
            "32768",
            "2147483648",
            "9223372036854775808",
            "1.5",
            "1e3",
            "-0",
            "NaN",
            "Infinity",
            "-infinity",
            "t",
            "false",
            "abc",
            "happy",
            "Füße 🧵",
            "\\x00ff",
            "101",
            "2026-02-28",
            "2026-02-30",
            "0044-03-15 BC",
            "12:30",
            "24:00:00",
            "2026-03-29 02:30:00.1234565",
            "2026-02-28 12:30:15.5+05:30",
            "1 day 02:03:04.5",
            "7c0f8b2e-9a55-4f3b-8a77-0123456789ab",
            "{\"a\": [1, 2.50, null]}",
            "{}",
            "{1,NULL,3}",
            "{{1,2},{3,4}}",
            "{2026-01-01,infinity}",
            "[1,5)",
            "(1,2)",
            "<a>1</a>",
            "10.0.0.1/8",
            "pg_class");

    private Matrix() {}

    /** Each text as each type. */
    static List<Step> casts() {
        return TYPES.stream()
                .flatMap(type ->
                        TEXTS.stream().map(text -> Step.run("select '" + text + "'::" + type + " as " + quoted(type))))
                .toList();
    }

    private static String quoted(String type) {
        return '"' + type.replace("\"", "\"\"") + '"';
    }

    private static List<@Nullable Object> values() {
        var day = LocalDate.of(2026, 3, 29);
        var time = LocalTime.of(2, 30, 0, 123_456_500);
        return Arrays.asList(
                null,
                SqlNull.of(JDBCType.INTEGER),
                SqlNull.of(JDBCType.VARCHAR),
                SqlNull.of(JDBCType.TIMESTAMP),
                SqlNull.of(JDBCType.TIMESTAMP_WITH_TIMEZONE),
                SqlNull.of(JDBCType.ARRAY),
                SqlNull.of(JDBCType.OTHER),
                true,
                (byte) 1,
                (short) 2,
                3,
                4L,
                5.5f,
                6.5,
                Double.NaN,
                new BigDecimal("7.50"),
                new BigInteger("12345678901234567890"),
                "8",
                "",
                "{1,2}",
                "happy",
                '9',
                new byte[] {0, 1, -1},
                day,
                time,
                day.atTime(time),
                day.atTime(time).atOffset(ZoneOffset.ofHoursMinutes(5, 30)),
                day.atTime(time).atZone(ZoneOffset.UTC),
                day.atTime(time).toInstant(ZoneOffset.UTC),
                time.atOffset(ZoneOffset.ofHours(-3)),
                java.sql.Date.valueOf(day),
                java.sql.Time.valueOf("12:30:15"),
                java.sql.Timestamp.valueOf(day.atTime(12, 0)),
                java.util.Date.from(Instant.EPOCH),
                UUID.fromString("7c0f8b2e-9a55-4f3b-8a77-0123456789ab"),
                Duration.ofSeconds(5),
                JDBCType.ARRAY,
                new int[] {1, 2},
                new Integer[] {1, null},
                new long[] {1},
                new Short[] {1},
                new String[] {"a", null, "\"q\\"},
                new BigDecimal[] {new BigDecimal("1.50")},
                new boolean[] {true},
                new double[] {1.5, Double.NaN},
                new float[0],
                new int[][] {{1, 2}, {3, 4}},
                new UUID[] {UUID.fromString("7c0f8b2e-9a55-4f3b-8a77-0123456789ab")},
                new byte[][] {{1, 2}},
                new LocalDate[] {day},
                new Object[] {1, "x"},
                List.of(1, 2),
                new java.util.concurrent.atomic.AtomicInteger(5));
    }

    /** Each value cast to each type, as a driver declares it. */
    static List<Step> parameters() {
        var steps = new ArrayList<Step>();
        steps.add(Step.run("select 'unclosed"));
        steps.add(Step.run("select \"unclosed"));
        for (var value : values()) {
            steps.add(Step.run("select ?", value));
            for (var type : TYPES) {
                steps.add(Step.run("select ?::" + type, value));
            }
        }
        return steps;
    }

    /** Each value into a column of each type, which the server converts or refuses. */
    static List<Step> columns() {
        var steps = new ArrayList<Step>();
        for (var type : TYPES) {
            var table = "c" + TYPES.indexOf(type);
            steps.add(Step.run("create table " + table + " (v " + type + ")"));
            for (var value : values()) {
                steps.add(Step.run("insert into " + table + " values (?) returning v", value));
            }
        }
        return steps;
    }

    /** Batches, pipelines, and what else wants parameters. */
    static List<Step> several() {
        var steps = new ArrayList<Step>(List.of(
                Step.run("create table a (id int primary key, t varchar(5) not null, n numeric)"),
                Step.batch(
                        "insert into a values (?, ?, ?)", List.of(Arrays.asList(1, "a", 1), Arrays.asList(2, "b", 2))),
                Step.batch("insert into a values (?, ?, ?)", List.of()),
                Step.batch(
                        "insert into a values (?, ?, null)",
                        List.of(List.of(3, "a"), List.of(3, "b"), List.of(4, "c"))),
                Step.batch(
                        "insert into a values (?, ?, null)",
                        List.of(List.of(5, "a"), List.of(6, "b"), List.of(6, "c"))),
                Step.batch("insert into a values (?, ?, null)", List.of(List.of(7, "too long"), List.of(8, "b"))),
                Step.batch(
                        "insert into a values (?, ?, ?)",
                        List.of(Arrays.asList(9, null, 1), Arrays.asList(10, "b", 2))),
                Step.batch(
                        "insert into a values (?, ?, ?)",
                        List.of(
                                Arrays.asList(11, "a", 1),
                                Arrays.asList(12, "b", null),
                                Arrays.asList(13, "c", 2L),
                                Arrays.asList(14, "d", new BigDecimal("1.5")))),
                Step.batch("insert into a values (?, ?, ?)", List.of(List.of("x", "a", 1), List.of(15, "b", 2))),
                Step.batch("insert into a values (?, ?, ?)", List.of(List.of(16, "a", 1), List.of("17", "b", 2))),
                Step.batch("insert into a values (?, ?)", List.of(List.of(1))),
                Step.batch("insert into a values (?, ?)", List.of(List.of(18, "a"), List.of(1))),
                Step.batch(
                        "insert into a (id, t) values (?, ?) returning id",
                        List.of(List.of(19, "a"), List.of(20, "b"))),
                Step.batch(
                        "update a set t = ? where id > ?",
                        List.of(List.of("x", 1), List.of("y", 11), List.of("z", 99))),
                Step.batch("delete from a where id = ?", List.of(List.of(1), List.of(1), List.of(2))),
                Step.batch("select ?::int", List.of(List.of(1), List.of(2))),
                Step.batch("insert into nowhere values (?)", List.of(List.of(1), List.of(2))),
                Step.batch("selct ?", List.of(List.of(1))),
                Step.batch("create table batch_made (id int)", List.of(List.of())),
                Step.batch("insert into a values (99, 'x', 1)", List.of(List.of(), List.of())),
                Step.batch("insert into a values (?, ?, 1 / ?)", List.of(List.of(30, "a", 1), List.of(31, "b", 0))),
                Step.batch("insert into a values (?, ?, null)", rows(1000, 300)),
                Step.batch("insert into a values (?, ?, null)", rows(2000, 1)),
                Step.batch(
                        "update a set n = ? where id = ?",
                        List.of(List.of(1.5, 1000), List.of(2, 1001), List.of("3", 1002))),
                Step.batch("insert into a values (?, ?, ?)", List.of(List.of(40, "a", List.of()), List.of(41, "b", 1))),
                Step.batch("insert into a values (?, ?, null)", List.of(List.of(42, "a\0b"))),
                Step.batch("insert into a values (?, ?, null)", List.of(List.of(43, "a"), List.of(44, "a\0b"))),
                Step.run("select count(*), sum(id), max(n) from a"),
                Step.pipeline("select 1", "select 2"),
                Step.pipeline(
                        "insert into a values (50, 'p', 1)", "select count(*) from a", "delete from a where id = 50"),
                Step.pipeline("select 1", "select * from nowhere", "select 2"),
                Step.pipeline("selct", "select 1"),
                Step.pipeline("select 1", "select 1 / 0"),
                Step.pipeline(
                        "insert into a values (51, 'p', 1)",
                        "insert into a values (51, 'p', 1)",
                        "select count(*) from a"),
                Step.pipeline(
                        "create table piped (id int)",
                        "insert into piped values (1)",
                        "select * from piped",
                        "drop table piped"),
                Step.pipeline(
                        "select * from a where false",
                        "update a set n = 1 where false",
                        "select min(id), max(t) from a"),
                Step.run("select ?", 1, 2),
                Step.run("select ?"),
                Step.run("select ?, ?", 1),
                Step.run("select '?', \"?\".\"?\", ? from (select 1 as \"?\") \"?\"", 5),
                Step.run("select jsonb '{\"a\": 1}' ?? ?", "a"),
                Step.run("select jsonb '{\"a\": 1}' ??| array['b', ?]", "a"),
                Step.run("select $$?$$, $a$ ? $a$, -- ?\n /* ? /* ? */ */ ?", 5),
                Step.run("select ? + ?", 1, 2),
                Step.run("select ? || ?", "a", "b"),
                Step.run("select ? || ?", "a", null),
                Step.run("select ? = ?", 1, 1L),
                Step.run("select ? = ?", 1, "1"),
                Step.run("select ? is null", (Object) null),
                Step.run("select ? is null, 'typed'", SqlNull.of(JDBCType.INTEGER)),
                Step.run("select coalesce(?, ?)", null, 5),
                Step.run("select coalesce(?, ?)", null, "x"),
                Step.run("select case when ? then ? else ? end", true, 1, 2),
                Step.run("select ?::int in (?, ?)", 1, 1, 2),
                Step.run("select 1 = any (?)", (Object) new Integer[] {1, 2}),
                Step.run("select 1 = any (?)", (Object) new int[0]),
                Step.run("select ? between ? and ?", 5, 1, 9),
                Step.run("select ? like ?", "abc", "a%"),
                Step.run("select generate_series(1, ?)", 3),
                Step.run("select * from generate_series(?, ?) limit ? offset ?", 1, 10, 3, 2),
                Step.run("select jsonb_build_object('a', ?)", 5),
                Step.run("select jsonb_build_object('a', ?)", "x"),
                Step.run("select jsonb_build_object('null', ?)", (Object) null),
                Step.run("select json_build_array(?, ?)", 1.5, true),
                Step.run("select concat(?, ?, ?)", 1, "x", null),
                Step.run("select format('%s %s', ?, ?)", "x", 5),
                Step.run("select make_date(?, ?, ?)", 2026, 2, 28),
                Step.run("select ? + interval '1 day'", LocalDate.of(2026, 1, 1)),
                Step.run("select ? at time zone 'UTC'", Instant.EPOCH),
                Step.run("select ? - ?", LocalDateTime.of(2026, 1, 2, 0, 0), LocalDateTime.of(2026, 1, 1, 0, 0)),
                Step.run("select pg_typeof(?)", 1),
                Step.run("select pg_typeof(?)", "x"),
                Step.run("select pg_typeof(?), 'of null'", (Object) null),
                Step.run("select pg_typeof(?)", OffsetDateTime.MAX),
                Step.run("select pg_typeof(?)", OffsetTime.MAX),
                Step.run("select pg_typeof(?)", ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)),
                Step.run("select pg_typeof(?)", (Object) new String[] {"x"}),
                Step.run("select pg_typeof(?)", (Object) new byte[] {1}),
                Step.run("select pg_typeof(?)", (Object) new int[] {1}),
                Step.run("select ?", "with a \0 in it"),
                Step.run("select ?", (Object) new String[] {"with a \0 in it"}),
                Step.run("select 'with a \0 in it'"),
                Step.run("select ?", "a lone surrogate \ud800 in it"),
                Step.run("insert into a (id, t) values (?, ?)", 60, "x"),
                Step.run("insert into a (id, t) values (?, ?)", 60, "x"),
                Step.run("insert into a (id, t) values (?, ?)", 61, "far too long"),
                Step.run("insert into a (id, t) values (?, ?)", 61L, "x"),
                Step.run("insert into a (id, t) values (?, ?)", "62", "x"),
                Step.run("insert into a (id, t) values (?, ?)", 63.0, "x"),
                Step.run("insert into a (id, t) values (?, ?)", new BigDecimal("64"), "x"),
                Step.run("insert into a (id, t) values (?, ?)", 99999999999L, "x"),
                Step.run("insert into a (id, t) values (?, ?) returning t, id", 65, "x"),
                Step.run("insert into a values (?, ?, ?), (?, ?, ?)", 66, "x", 1, 67, "y", null),
                Step.stream(2, "select generate_series(1, ?)", 5),
                Step.stream(2, "select ?::text, i from generate_series(1, ?) i", "x", 5),
                Step.stream(2, "select ?"),
                Step.stream(2, "select ?", "with a \0 in it"),
                Step.stream(2, "select ?::int / i from generate_series(0, 5) i", 1)));
        for (var columns : List.of(100, 1000, 1664, 1665)) {
            steps.add(Step.run(IntStream.range(0, columns)
                    .mapToObj(i -> i + " as c" + i)
                    .collect(Collectors.joining(", ", "select ", ""))));
        }
        for (var parameters : List.of(100, 5000, 32_767, 65_535, 65_536)) {
            var values = new Object[parameters];
            Arrays.setAll(values, i -> i);
            steps.add(new Step(
                    "the sum of " + parameters + " parameters",
                    talk -> Step.run(
                                    "select sum(v), count(*) from (values " + "(?),".repeat(parameters - 1)
                                            + "(?)) x (v)",
                                    values)
                            .action()
                            .on(talk)));
        }
        return steps;
    }

    private static List<List<Object>> rows(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> List.<Object>of(i, "r" + i))
                .toList();
    }
}
