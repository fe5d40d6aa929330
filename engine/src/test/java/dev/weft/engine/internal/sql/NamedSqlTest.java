package dev.weft.engine.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.engine.ParameterMismatch;
import dev.weft.spec.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Spec({"EN-13", "TG-32"})
class NamedSqlTest {
    private static final int RUNS = 50_000;
    private static final int LONG = 1_000_000;
    private static final List<String> DIALECTS = List.of("postgresql", "mariadb", "sqlite", "h2", "other");
    private static final List<String> PIECES = List.of(
            ":", "::", ":=", ":a", ":b1", ":_x", ": a", "?", "??", "?1", "'", "''", "\"", "`", "[", "]", "(", ")", "-",
            "--", "#", "/*", "*/", "/", "*", "$", "$$", "$t$", "\\", "\n", " ", "e", "E", "a", "1", ";", "ö", "\ud83d",
            "\u0000", "n'", "select", ",", "=");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "postgresql | where id = :id and (:id > 1)         | where id = ? and (? > 1)          | id id",
                "postgresql | select a::text, :n::int              | select a::text, ?::int            | n",
                "postgresql | select a[1:2], a[i:j], a[f(x):n]     | select a[1:2], a[i:j], a[f(x):n]  |",
                "postgresql | select a[:i : :j]                    | select a[? : ?]                   | i j",
                "postgresql | select ':a', \":b\", $$ :c $$, $t$:d$t$ | select ':a', \":b\", $$ :c $$, $t$:d$t$ |",
                "postgresql | select E'\\':a', :b                  | select E'\\':a', ?                | b",
                "postgresql | /* :a /* :b */ :c */ :d -- :e        | /* :a /* :b */ :c */ ? -- :e      | d",
                "postgresql | select data ?? :key                  | select data ?? ?                  | key",
                "postgresql | select json_object('k':v, 'l': :l)   | select json_object('k':v, 'l': ?) | l",
                "postgresql | x := :x                              | x := ?                            | x",
                "mariadb    | select @a:=:n, ':a', `:b` # :c       | select @a:=?, ':a', `:b` # :c     | n",
                "mariadb    | select 'it\\':s', :n                 | select 'it\\':s', ?               | n",
                "sqlite     | select [:a], :b                      | select [:a], ?                    | b",
                "h2         | values (:a,:b)                       | values (?,?)                      | a b",
                "other      | :a:b                                 | ?:b                               | a",
                "other      | :ö and :a$b                          | ? and ?                           | ö a$b",
                "other      | : a :1 :                             | : a :1 :                          |"
            })
    void namesBecomePlaceholders(String dialect, String sql, String positional, String places) {
        var parsed = NamedSql.parse(sql, dialect);
        var names = places == null ? List.<String>of() : List.of(places.split(" "));
        var values = parsed.names().stream().collect(Collectors.toMap(name -> name, name -> "value of " + name));
        var bound = parsed.bind(values, Map.of());

        assertThat(bound.sql()).isEqualTo(positional);
        assertThat(parsed.places()).isEqualTo(names);
        assertThat(bound.values())
                .isEqualTo(names.stream().map(name -> "value of " + name).toList());
    }

    @Test
    void aCollectionBecomesAListAndANullStaysOne() {
        var values = new HashMap<String, Object>();
        values.put("ids", Arrays.asList(1, null, 3));
        values.put("n", null);
        var bound = NamedSql.parse("in (:ids) or :n in (:ids)", "other").bind(values, Map.of());

        assertThat(bound.sql()).isEqualTo("in (?, ?, ?) or ? in (?, ?, ?)");
        assertThat(bound.values()).containsExactly(1, null, 3, null, 1, null, 3);
    }

    @Test
    void offeredValuesNeedNoPlaceAndStandBehindGivenOnes() {
        var bound = NamedSql.parse(":a :b", "other").bind(Map.of("a", 1), Map.of("a", 2, "b", 3, "c", 4));

        assertThat(bound.values()).containsExactly(1, 3);
    }

    @Test
    void whatDoesNotFitIsNamed() {
        var sql = NamedSql.parse("select :first, :second", "other");
        var missing = refused(sql, Map.of("first", 1));
        var surplus = refused(sql, Map.of("first", 1, "second", 2, "firs", 3));
        var nested = refused(sql, Map.of("first", List.of(List.of(1)), "second", 2));

        assertThat(missing.names()).containsExactly("second");
        assertThat(missing.expected()).isEqualTo(2);
        assertThat(missing.given()).isEqualTo(1);
        assertThat(surplus.names()).containsExactly("firs");
        assertThat(surplus.cure()).startsWith("Did you mean :first?");
        assertThat(nested.names()).containsExactly("first");
    }

    private static ParameterMismatch refused(NamedSql sql, Map<String, ?> values) {
        return catchThrowableOfType(ParameterMismatch.class, () -> sql.bind(values, Map.of()));
    }

    @Test
    void theRefusalOfThousandsOfNamesIsShort() {
        var sql = IntStream.range(0, 50_000).mapToObj(i -> ":p" + i).collect(Collectors.joining(","));
        var refused = refused(NamedSql.parse(sql, "other"), Map.of("q", 1));

        assertThat(refused.getMessage()).hasSizeLessThan(2_000).contains("and 49980 more");
        assertThat(refused.names()).hasSize(50_001);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":", "::", ":=", ":a", ":a ", ":abc'", "'", "''", "$a", "$a$", "$$", "/*", "*/", "--", "-", "#", "[",
                "]", "a:", "\\", "E'", "?", "`", ";", "a;"
            })
    void theWorkGrowsNoFasterThanTheText(String piece) {
        for (var dialect : DIALECTS) {
            // Each character is read a fixed number of times: the reads of twice the text are twice the reads.
            var once = reads(piece, LONG / 2, dialect);
            var twice = reads(piece, LONG, dialect);

            assertThat(twice).as("reads of %s, in %s", piece, dialect).isLessThan(8L * LONG);
            assertThat((double) twice / once)
                    .as("growth of reads of %s, in %s", piece, dialect)
                    .isBetween(1.9, 2.1);
        }
    }

    private static long reads(String piece, int length, String dialect) {
        var text = new CountingText(piece.repeat(length / piece.length()));
        new SqlScanner(text, Lexis.of(dialect)) {}.scan();
        return text.reads();
    }

    /** R-23: hostile texts are read as a slow and simple reader reads them, or refused by one typed error. */
    @Test
    @Spec("R-23")
    void anyTextIsReadAsTheReferenceReadsIt() {
        var seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        for (var run = 0; run < RUNS; run++) {
            var sql = random.ints(random.nextInt(24), 0, PIECES.size())
                    .mapToObj(PIECES::get)
                    .collect(Collectors.joining());
            var dialect = DIALECTS.get(random.nextInt(DIALECTS.size()));
            var expected = ReferenceReader.read(sql, dialect);

            assertThat(Placeholders.count(sql, dialect))
                    .as("seed %d: placeholders of %s in %s", seed, sql, dialect)
                    .isEqualTo(expected.placeholders());
            assertThat(SqlShape.of(sql, dialect).placeholders())
                    .as("seed %d: shape of %s in %s", seed, sql, dialect)
                    .isEqualTo(expected.placeholders());
            if (expected.marks() > 0 && !expected.names().isEmpty()) {
                assertThatThrownBy(() -> NamedSql.parse(sql, dialect))
                        .as("seed %d: %s in %s", seed, sql, dialect)
                        .isInstanceOf(ParameterMismatch.class);
                continue;
            }
            var parsed = NamedSql.parse(sql, dialect);
            assertThat(parsed.places())
                    .as("seed %d: names of %s in %s", seed, sql, dialect)
                    .isEqualTo(expected.names());
            assertHoldsValues(parsed, sql, "seed " + seed + ": " + sql + " in " + dialect);
        }
    }

    private static void assertHoldsValues(NamedSql parsed, String sql, String what) {
        var values = new HashMap<String, Object>();
        parsed.names().forEach(name -> values.put(name, "<" + name + ">"));
        var bound = parsed.bind(values, Map.of());
        var expected = new ArrayList<Object>();
        parsed.places().forEach(name -> expected.add("<" + name + ">"));

        assertThat(bound.values()).as(what).isEqualTo(expected);
        assertThat(bound.sql().length())
                .as(what)
                .isEqualTo(sql.length()
                        - parsed.places().stream().mapToInt(String::length).sum());
        assertThat(new LinkedHashSet<>(parsed.places())).as(what).isEqualTo(parsed.names());
        if (parsed.names().isEmpty()) {
            assertThat(bound.sql()).as(what).isEqualTo(sql);
            assertThat(catchThrowableOfType(
                                    ParameterMismatch.class,
                                    () -> parsed.bind(Collections.singletonMap("x", 1), Map.of()))
                            .names())
                    .as(what)
                    .containsExactly("x");
        }
    }
}
