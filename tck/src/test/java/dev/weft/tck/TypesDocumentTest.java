package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.WeftException;
import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * docs/types.md against the databases: every cell is what a round trip of several values came to. With the system
 * property {@code weft.types.write=true} the page is written instead of compared.
 */
class TypesDocumentTest {
    private static final Path PAGE = Path.of("..", "docs", "types.md");
    private static final List<Database> COLUMNS =
            List.of(Database.POSTGRESQL, Database.MARIADB, Database.H2, Database.SQLITE);

    /** An enum, whose constants are stored by their names. */
    public enum Mood {
        HAPPY,
        SAD
    }

    /** A Java type, the SQL type of each database, in the order of the columns, and values to store and read. */
    private record Trip(String name, Class<?> type, List<String> sqlTypes, List<?> values) {
        String sqlType(Database database) {
            return sqlTypes.get(COLUMNS.indexOf(database));
        }
    }

    private static Trip trip(Class<?> type, String sqlTypes, Object... values) {
        return named(type.getSimpleName(), type, sqlTypes, values);
    }

    private static Trip named(String name, Class<?> type, String sqlTypes, Object... values) {
        return new Trip(name, type, List.of(sqlTypes.split(" \\| ")), List.of(values));
    }

    private static List<Trip> trips() {
        var afternoon = LocalTime.of(23, 59, 58, 123_456_000);
        var day = LocalDate.of(2026, 2, 28);
        return List.of(
                trip(Boolean.class, "boolean | boolean | boolean | boolean", true, false),
                trip(Short.class, "smallint | smallint | smallint | smallint", Short.MIN_VALUE, Short.MAX_VALUE),
                trip(Integer.class, "int | int | int | int", Integer.MIN_VALUE, 0, Integer.MAX_VALUE),
                trip(Long.class, "bigint | bigint | bigint | bigint", Long.MIN_VALUE, (1L << 53) + 1, Long.MAX_VALUE),
                trip(
                        BigInteger.class,
                        "numeric(40) | decimal(40) | numeric(40) | text",
                        BigInteger.TEN.pow(39).negate(),
                        BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE)),
                trip(
                        BigDecimal.class,
                        "numeric(38, 10) | decimal(38, 10) | numeric(38, 10) | text",
                        new BigDecimal("1234567890123456789012345678.0123456789"),
                        new BigDecimal("-0.1000000000")),
                trip(Float.class, "real | double | real | real", 0.1f, -Float.MAX_VALUE / 4),
                trip(
                        Double.class,
                        "double precision | double | double precision | real",
                        0.1,
                        Double.MIN_NORMAL,
                        -Double.MAX_VALUE / 4),
                trip(
                        String.class,
                        "text | varchar(200) character set utf8mb4 | varchar(200) | text",
                        "it's ?:a\\n",
                        "grüße \ud83e\uddf5",
                        " spaced "),
                trip(Character.class, "char(1) | char(1) | char(1) | text", 'x', '?'),
                named("byte[]", byte[].class, "bytea | varbinary(20) | varbinary(20) | blob", new byte[] {0, -1, 39, 92
                }),
                trip(Mood.class, "varchar(20) | varchar(20) | varchar(20) | text", Mood.HAPPY, Mood.SAD),
                trip(
                        LocalDate.class,
                        "date | date | date | text",
                        day,
                        LocalDate.of(1583, 1, 1),
                        LocalDate.of(9999, 12, 31)),
                trip(LocalTime.class, "time | time(6) | time(6) | text", LocalTime.MIDNIGHT, afternoon),
                trip(
                        LocalDateTime.class,
                        "timestamp | datetime(6) | timestamp(6) | text",
                        day.atTime(afternoon),
                        LocalDateTime.of(2026, 3, 29, 2, 30)),
                trip(
                        Instant.class,
                        "timestamptz | timestamp(6) | timestamp(6) with time zone | text",
                        day.atTime(afternoon).toInstant(ZoneOffset.UTC),
                        Instant.parse("2001-10-28T01:30:00Z")),
                trip(
                        OffsetDateTime.class,
                        "timestamptz | timestamp(6) | timestamp(6) with time zone | text",
                        day.atTime(afternoon).atOffset(ZoneOffset.UTC)),
                trip(
                        Duration.class,
                        "interval | time(6) | interval day to second(6) | text",
                        Duration.ofSeconds(90_061, 5_000_000),
                        Duration.ofMinutes(-5)),
                trip(UUID.class, "uuid | uuid | uuid | text", UUID.fromString("0b5e0bd1-6a5c-4c6f-8a54-2f0f6a1b7c3d")),
                named(
                        "String of JSON",
                        String.class,
                        "jsonb | json | json | text",
                        "{\"a\": 12345678901234567890.5, \"b\": [true, null, \"?\"]}"),
                named("Integer[]", List.class, "int[] | int[] | integer array | int[]", (Object)
                        new Integer[] {1, null, Integer.MAX_VALUE}),
                named("String[]", List.class, "text[] | text[] | varchar(20) array | text[]", (Object)
                        new String[] {"a,b", "\"", "{}", null}));
    }

    @EngineTest(backends = Backend.VIRTUAL_THREADS, drivers = Driver.HOSTED)
    @Spec({"TG-28", "EN-31"})
    void everyValueComesBackExactlyOrIsRefused(AsyncEngine engine, Database database) throws IOException {
        var cells = new ArrayList<String>();
        for (var trip : trips()) {
            cells.add(cell(engine, database, trip));
        }
        if (Boolean.getBoolean("weft.types.write")) {
            write(database, cells);
        }
        assertThat(cells).as("the column %s of docs/types.md", database).isEqualTo(column(database));
    }

    private static String cell(AsyncEngine engine, Database database, Trip trip) {
        var sqlType = trip.sqlType(database);
        try {
            await(engine.begin(connection -> connection.execute("create table trip (v " + sqlType + ")")));
        } catch (WeftException none) {
            return "no such type";
        }
        try {
            for (var value : trip.values()) {
                roundTrip(engine, database, trip, value);
            }
            return "`" + sqlType + "`";
        } catch (WeftException refused) {
            return "`" + sqlType + "`: refused, " + refused.getClass().getSimpleName();
        } finally {
            await(engine.begin(connection -> connection.execute("drop table trip")));
        }
    }

    private static void roundTrip(AsyncEngine engine, Database database, Trip trip, Object value) {
        var placeholder = switch (trip.sqlType(database)) {
            case "jsonb" -> "?::jsonb";
            case "json" -> database == Database.H2 ? "? format json" : "?";
            default -> "?";
        };
        await(engine.begin(connection -> connection
                .execute("delete from trip")
                .thenCompose(_ -> connection.execute("insert into trip values (" + placeholder + ")", value))));
        var read = await(engine.begin(connection -> connection.execute("select v from trip")))
                .one();
        var got = trip.type() == List.class || trip.type() == byte[].class ? read.get(0) : read.get(0, trip.type());

        assertThat(comparable(trip, got))
                .as("%s as %s of %s", trip.name(), trip.sqlType(database), database)
                .isEqualTo(comparable(trip, value));
        assertThat(await(engine.begin(connection -> connection.execute("insert into trip values (?)", (Object) null)))
                        .rowCount())
                .isEqualTo(1);
    }

    /** JSON has no one way to be written; everything else is compared as it is. */
    private static Object comparable(Trip trip, Object value) {
        return switch (value) {
            case null -> "null";
            case String json when trip.name().endsWith("JSON") -> json.replace(" ", "");
            case byte[] bytes -> Arrays.toString(bytes);
            case Object[] array -> Arrays.asList(array);
            default -> value;
        };
    }

    private static List<String> column(Database database) throws IOException {
        var index = COLUMNS.indexOf(database) + 2;
        return rows().stream().map(row -> row.split(" ?\\| ?", -1)[index]).toList();
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
    }

    /** Writes one column, and keeps the others. */
    private static void write(Database database, List<String> cells) throws IOException {
        var table = new StringBuilder("| Java | PostgreSQL | MariaDB | H2 | SQLite |\n|---|---|---|---|---|\n");
        var before = Files.exists(PAGE) ? rows() : List.<String>of();
        for (var i = 0; i < cells.size(); i++) {
            table.append("| `").append(trips().get(i).name()).append("` |");
            for (var column : COLUMNS) {
                var kept = before.size() == cells.size()
                        ? before.get(i).split(" ?\\| ?", -1)[COLUMNS.indexOf(column) + 2]
                        : "";
                table.append(' ')
                        .append(column == database ? cells.get(i) : kept)
                        .append(" |");
            }
            table.append('\n');
        }
        Files.writeString(PAGE, heading() + table, StandardCharsets.UTF_8);
    }

    private static String heading() {
        return """
                # Types

                What comes back exactly as it was stored, on each database with its hosted driver: the value of the Java type in the first
                column, as a parameter, into a column of the SQL type that the cell names, and back by `row.get(0, Type.class)`. Arrays come
                back as lists, JSON as its text. `refused` names the error; nothing comes back changed. A typed NULL is `SqlNull.of(JDBCType.X)`.
                In PostgreSQL a parameter for JSON is written `?::jsonb`, in H2 `? format json`. SQLite has no types for times, UUIDs and exact
                numbers beyond 64 bits: their text is stored, and sorts in order for times in UTC.
                MariaDB answers no more than six digits of a `float` column, whatever asks; a `double` column keeps a `Float` exactly.
                PostgreSQL's native driver answers the same as its hosted one. There, times are rounded to microseconds, half up; 24:00 is `LocalTime.MAX`,
                and the infinities of dates and timestamps are `MAX` and `MIN`; a `numeric` NaN or infinity is a `Double`; `money` is a `BigDecimal`;
                a text with NUL is refused, DataFault.

                The table is written by a test: `mvn verify -pl tck -am -Dtest=TypesDocumentTest -Dweft.types.write=true`; without
                the option, the test fails where the page differs from what the databases do.

                """;
    }
}
