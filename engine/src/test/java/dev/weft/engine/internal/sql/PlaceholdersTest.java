package dev.weft.engine.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Spec("EN-13")
class PlaceholdersTest {
    /** Text, and how many placeholders it has wherever it stands between spaces. */
    private record Fragment(String text, int placeholders) {}

    private static final int LONG = 1_000_000;
    private static final List<Fragment> COMMON = List.of(
            new Fragment("select", 0),
            new Fragment("?", 1),
            new Fragment("(?,?)", 2),
            new Fragment("'?'", 0),
            new Fragment("'it''s ?'", 0),
            new Fragment("\"a?b\"", 0),
            new Fragment("\"a\"\"?\"", 0),
            new Fragment("-- ?\n", 0),
            new Fragment("/* ? */", 0),
            new Fragment("/* ' */", 0),
            new Fragment("a-1/2*3", 0),
            new Fragment("=?", 1));
    private static final List<Fragment> POSTGRESQL = List.of(
            new Fragment("E'\\'?'", 0),
            new Fragment("e'\\\\'", 0),
            new Fragment("'\\'", 0),
            new Fragment("name'\\'", 0),
            new Fragment("$$ ? ' $$", 0),
            new Fragment("$tag$ $$ ? $tag$", 0),
            new Fragment("$1", 0),
            new Fragment("a$b$?", 1),
            new Fragment("a ?? b", 0),
            new Fragment("?::text", 1),
            new Fragment("/* /* ? */ ? */", 0),
            new Fragment("data[?]", 1));
    private static final List<Fragment> MARIADB = List.of(
            new Fragment("'\\'?'", 0),
            new Fragment("\"\\\"?\"", 0),
            new Fragment("`a?b`", 0),
            new Fragment("# ?\n", 0),
            new Fragment("1--?", 1),
            new Fragment("/* /* ? */ ?", 1));
    private static final List<Fragment> SQLITE = List.of(
            new Fragment("[a?b]", 0),
            new Fragment("`a?b`", 0),
            new Fragment("'\\'", 0),
            new Fragment("/* /* ? */ ?", 1));
    private static final List<Fragment> H2 =
            List.of(new Fragment("$$ ? $$", 0), new Fragment("'\\'", 0), new Fragment("/* /* ? */ ? */", 0));

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb", "mysql", "sqlite", "h2", "other"})
    void aStatementHasThePlaceholdersOfItsParts(String dialect) {
        var seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        var special = special(dialect);
        for (var run = 0; run < 10_000; run++) {
            var sql = new StringBuilder();
            var wanted = 0;
            for (var i = random.nextInt(20); i > 0; i--) {
                var choice = random.nextInt(COMMON.size() + special.size());
                var fragment = choice < COMMON.size() ? COMMON.get(choice) : special.get(choice - COMMON.size());
                sql.append(fragment.text()).append(' ');
                wanted += fragment.placeholders();
            }
            assertThat(Placeholders.count(sql, dialect))
                    .as("seed %d: %s", seed, sql)
                    .isEqualTo(wanted);
        }
    }

    private static List<Fragment> special(String dialect) {
        return switch (dialect) {
            case "postgresql" -> POSTGRESQL;
            case "mariadb", "mysql" -> MARIADB;
            case "sqlite" -> SQLITE;
            case "h2" -> H2;
            default -> List.of();
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "jdbc:h2:mem:            | h2     | select ?, '?', \"?\", /* ? /* ? */ ? */ cast(? as int) from (values(1)) t(\"?\") -- ?",
                "jdbc:h2:mem:            | h2     | select $$?$$, ?",
                "jdbc:h2:mem:            | h2     | select ?2, ?1, ?2",
                "jdbc:sqlite::memory:    | sqlite | select ?, '?', [?], `?`, \"?\", /* ? /* ? */ ? from (select 1 as `?`) -- ?",
                "jdbc:sqlite::memory:    | sqlite | select ?3, ?1"
            })
    void theDatabaseCountsTheSame(String url, String dialect, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.prepareStatement(sql)) {
            assertThat(Placeholders.count(sql, dialect))
                    .isEqualTo(statement.getParameterMetaData().getParameterCount());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'?", "\"?", "/* ?", "$$ ?", "$a$ ? $b$", "E'?\\", "-- ?", "$", "$a", "/", "-", "?"})
    void whatIsNotClosedReachesToTheEnd(String sql) {
        assertThat(Placeholders.count(sql, "postgresql")).isEqualTo(sql.equals("?") ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'", "\"", "`", "[", "]", "/*", "*/", "/", "*", "$", "$a", "$a$", "$aa$b", "-", "--", "#", "\\", "E'",
                "?", "??", "a", "?1", "'/*$$\"", "/*/", "\n"
            })
    void eachCharacterIsReadAFixedNumberOfTimes(String piece) {
        for (var dialect : List.of("postgresql", "mariadb", "sqlite", "h2")) {
            var sql = new CountingText("$tag" + "g".repeat(1_000) + "$ " + piece.repeat(LONG / piece.length()));
            Placeholders.count(sql, dialect);

            assertThat(sql.reads())
                    .as("reads of %s again and again, in %s", piece, dialect)
                    .isLessThan(8L * sql.length());
        }
    }

    @Test
    void anyTextIsCounted() {
        var seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        var letters = "?'\"`[]$-#/*\\\nEea1 ";
        for (var run = 0; run < 50_000; run++) {
            var sql = new StringBuilder();
            for (var i = random.nextInt(30); i > 0; i--) {
                sql.append(letters.charAt(random.nextInt(letters.length())));
            }
            for (var dialect : List.of("postgresql", "mariadb", "sqlite", "h2", "other")) {
                var marks = sql.chars().filter(c -> c == '?').count();
                var most = dialect.equals("sqlite") || dialect.equals("h2") ? 1_000_000 : marks;
                assertThat((long) Placeholders.count(sql, dialect))
                        .as("seed %d: %s", seed, sql)
                        .isBetween(0L, most);
            }
        }
    }
}
