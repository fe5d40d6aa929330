package dev.weft.engine.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.Result;
import dev.weft.spec.Spec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Spec("EN-13")
class JdbcRowsTest {
    private static final String H2 = "jdbc:h2:mem:";
    private static final String SQLITE = "jdbc:sqlite::memory:";
    private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    private static Result query(String url, String sql, @Nullable Object... parameters) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.prepareStatement(sql)) {
            JdbcBinder.bind(statement, Arrays.asList(parameters));
            try (var rows = statement.executeQuery()) {
                return JdbcRows.read(rows);
            }
        }
    }

    @Test
    void h2ValuesAreOfTheJdksOwnTypes() throws SQLException {
        var row = query(H2, """
                        select date '2024-01-02' d, time '01:02:03.123456' t, time with time zone '01:02:03+02' tz,
                            timestamp '2024-01-02 03:04:05.123456' ts,
                            timestamp with time zone '2024-01-02 03:04:05+02' tstz,
                            cast('long text' as clob) cl, cast(x'0102' as blob) bl, array[1, 2] ar,
                            array[date '2024-01-02', null] dates, array[array[1], array[2]] nested, json '{"a":1}' j, interval '1' day iv, interval '2' month ym,
                            true b, row(1, 2) r, null n
                        """).one();

        assertThat(row.get("d")).isEqualTo(LocalDate.of(2024, 1, 2));
        assertThat(row.get("t")).isEqualTo(LocalTime.of(1, 2, 3, 123_456_000));
        assertThat(row.get("tz")).isEqualTo(OffsetTime.parse("01:02:03+02:00"));
        assertThat(row.get("ts")).isEqualTo(LocalDateTime.of(2024, 1, 2, 3, 4, 5, 123_456_000));
        assertThat(row.get("tstz")).isEqualTo(OffsetDateTime.parse("2024-01-02T03:04:05+02:00"));
        assertThat(row.get("cl")).isEqualTo("long text");
        assertThat(row.get("bl")).isEqualTo(new byte[] {1, 2});
        assertThat(row.get("ar")).isEqualTo(List.of(1, 2));
        assertThat(row.get("dates")).isEqualTo(Arrays.asList(LocalDate.of(2024, 1, 2), null));
        assertThat(row.get("nested")).isEqualTo(List.of(List.of(1), List.of(2)));
        assertThat(row.get("j")).isEqualTo("{\"a\":1}");
        assertThat(row.get("iv")).isEqualTo(Duration.ofDays(1));
        assertThat(row.get("ym")).isEqualTo("INTERVAL '2' MONTH");
        assertThat(row.get("b")).isEqualTo(true);
        assertThat(row.get("r")).isEqualTo("ROW (1, 2)");
        assertThat(row.get("n")).isNull();
    }

    @Test
    void everyHourIsReadAsItIsEvenOneSkippedByDaylightSaving() throws SQLException {
        var start = LocalDateTime.of(2024, 1, 1, 0, 30);
        var hours = query(
                H2, "select timestampadd(hour, x, cast(? as timestamp)) from system_range(0, 8783) order by x", start);

        for (var hour = 0; hour < hours.size(); hour++) {
            assertThat(hours.rows().get(hour).get(0)).isEqualTo(start.plusHours(hour));
        }
        assertThat(hours.size()).isEqualTo(8784);
    }

    @Test
    void columnsAreNamedByTheirLabels() throws SQLException {
        assertThat(query(SQLITE, "select 1 as \"One\", 2 as two").columns()).containsExactly("One", "two");
    }

    @Test
    void sqliteTimesAreConvertedWhenAskedFor() throws SQLException {
        var result = query(SQLITE, "select '2024-01-02 03:04:05', 1704164645000");

        assertThat(result.one().get(0, LocalDateTime.class)).isEqualTo(LocalDateTime.of(2024, 1, 2, 3, 4, 5));
        assertThat(result.one().get(1, Instant.class)).isEqualTo(Instant.parse("2024-01-02T03:04:05Z"));
    }

    static Stream<Arguments> roundTrips() {
        return Stream.of(
                Arguments.of("int", 7),
                Arguments.of("bigint", Long.MAX_VALUE),
                Arguments.of("smallint", (short) 7),
                Arguments.of("int", (byte) 7),
                Arguments.of("double precision", 1.5),
                Arguments.of("real", 1.5f),
                Arguments.of("boolean", true),
                Arguments.of("varchar(20)", "ö'?"),
                Arguments.of("char(1)", 'x'),
                Arguments.of("numeric(5,2)", new BigDecimal("1.25")),
                Arguments.of("numeric(5,0)", new BigInteger("123")),
                Arguments.of("varchar(20)", TimeUnit.SECONDS),
                Arguments.of("uuid", ID),
                Arguments.of("date", LocalDate.of(2024, 1, 2)),
                Arguments.of("time(9)", LocalTime.of(1, 2, 3, 456_789_000)),
                Arguments.of("timestamp(9)", LocalDateTime.of(2024, 1, 2, 3, 4, 5, 678_000_000)),
                Arguments.of("timestamp(9)", LocalDateTime.of(2024, 1, 2, 3, 4)),
                Arguments.of("timestamp with time zone", Instant.parse("2024-01-02T03:04:05.678Z")),
                Arguments.of("timestamp with time zone", ZonedDateTime.parse("2024-01-02T03:04:05Z")),
                Arguments.of("timestamp with time zone", OffsetDateTime.parse("2024-01-02T03:04:05Z")));
    }

    @ParameterizedTest
    @MethodSource("roundTrips")
    void whatIsWrittenIsReadBack(String type, Object value) throws SQLException {
        for (var url : List.of(H2, SQLITE)) {
            try (var connection = DriverManager.getConnection(url);
                    var create = connection.createStatement()) {
                create.execute("create table t (v " + type + ")");
                try (var insert = connection.prepareStatement("insert into t values (?)")) {
                    JdbcBinder.bind(insert, List.of(value));
                    insert.execute();
                    JdbcBinder.bind(insert, Arrays.asList((Object) null));
                    insert.execute();
                }
                try (var rows = create.executeQuery("select v from t")) {
                    var read = JdbcRows.read(rows);
                    assertThat(read.rows().get(0).get(0, wide(value))).as(url).isEqualTo(value);
                    assertThat(read.rows().get(1).get(0)).as(url).isNull();
                }
            }
        }
    }

    /** The enum itself, not the class of a constant with a body. */
    private static Class<?> wide(Object value) {
        return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    }

    @Test
    void bytesAreWrittenAndReadBack() throws SQLException {
        for (var url : List.of(H2, SQLITE)) {
            var read = query(url, "select cast(? as blob)", new byte[] {1, 2}).scalar();
            assertThat(read)
                    .as(url)
                    .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(new byte[] {1, 2}));
        }
    }

    @Test
    void sqliteTimesAreWrittenAsItsFunctionsWriteThem() throws SQLException {
        var result = query(
                SQLITE,
                "select ?, ?, ? = datetime(?)",
                OffsetDateTime.parse("2024-01-02T03:04:05.5+02:00"),
                LocalTime.of(1, 2),
                LocalDateTime.of(2024, 1, 2, 3, 4, 5),
                "2024-01-02T03:04:05");

        assertThat(result.one().get(0)).isEqualTo("2024-01-02 01:04:05.5");
        assertThat(result.one().get(1)).isEqualTo("01:02:00");
        assertThat(result.one().get(2, boolean.class)).isTrue();
    }

    @Test
    void legacyDatesAreWrittenAsTheirModernKind() throws SQLException {
        var time = LocalDateTime.of(2024, 1, 2, 3, 4, 5, 600_000_000);

        assertThat(query(H2, "select cast(? as timestamp(9))", java.sql.Timestamp.valueOf(time))
                        .scalar())
                .contains(time);
        assertThat(query(SQLITE, "select ?", java.util.Date.from(Instant.EPOCH)).scalar())
                .contains("1970-01-01 00:00:00");
    }
}
