package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Spec("EN-4")
class EngineUrlTest {
    @Test
    void everyPartOfAUrlIsReadAndDecoded() {
        var url = EngineUrl.parse("postgresql+pgjdbc://an%20a:p%40ss%2Fw+rd@db.example.org:5433/sh%C3%B6p?a=1&b=x%26y");

        assertThat(url.dialect()).isEqualTo("postgresql");
        assertThat(url.driver()).contains("pgjdbc");
        assertThat(url.user()).contains("an a");
        assertThat(url.password()).contains("p@ss/w+rd");
        assertThat(url.host()).contains("db.example.org");
        assertThat(url.port()).hasValue(5433);
        assertThat(url.database()).contains("shöp");
        assertThat(url.options()).containsExactly(Map.entry("a", "1"), Map.entry("b", "x&y"));
        assertThat(url.jdbcUrl()).isEmpty();
    }

    @Test
    void whatAUrlLeavesOutIsEmpty() {
        var url = EngineUrl.parse("mariadb://");

        assertThat(url.driver()).isEmpty();
        assertThat(url.user()).isEmpty();
        assertThat(url.password()).isEmpty();
        assertThat(url.hosts()).isEmpty();
        assertThat(url.host()).isEmpty();
        assertThat(url.port()).isEmpty();
        assertThat(url.database()).isEmpty();
        assertThat(url.options()).isEmpty();
    }

    @Test
    void severalHostsKeepTheirOrderAndPorts() {
        var url = EngineUrl.parse("postgresql://one:1,[2001:db8::2],three:3/db");

        assertThat(url.hosts())
                .containsExactly(
                        new EngineUrl.Host("one", OptionalInt.of(1)),
                        new EngineUrl.Host("2001:db8::2", OptionalInt.empty()),
                        new EngineUrl.Host("three", OptionalInt.of(3)));
        assertThat(url).hasToString("postgresql://one:1,[2001:db8::2],three:3/db");
    }

    @Test
    void anAliasStandsForItsDialect() {
        assertThat(EngineUrl.parse("postgres://h/db")).isEqualTo(EngineUrl.parse("PostgreSQL://h/db"));
    }

    @ParameterizedTest
    @CsvSource({
        "sqlite:///relative.db, relative.db",
        "sqlite:///./app.db?mode=ro, ./app.db",
        "sqlite:////absolute.db, /absolute.db",
        "sqlite:///a%20b@c.db, a b@c.db",
        "sqlite:///C:/data/app.db, C:/data/app.db"
    })
    void aSqliteUrlHoldsAPath(String text, String path) {
        assertThat(EngineUrl.parse(text).database()).contains(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite://?cache=shared"})
    void aSqliteUrlWithoutAPathIsInMemory(String text) {
        assertThat(EngineUrl.parse(text).database()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "h2:mem:test, mem:test, h2:mem:test",
        "h2:mem:, mem:, h2:mem:",
        "h2:file:./data/x;CIPHER=AES, file:./data/x, h2:file:./data/x;CIPHER=AES",
        "h2:tcp://host:9092/~/x, tcp://host:9092/~/x, h2:tcp://host:9092/~/x"
    })
    void anH2UrlHoldsWhatH2Takes(String text, String database, String printed) {
        var url = EngineUrl.parse(text);

        assertThat(url.dialect()).isEqualTo("h2");
        assertThat(url.database()).contains(database);
        assertThat(url).hasToString(printed);
    }

    @Test
    void h2OptionsMayHoldTheLogin() {
        var url = EngineUrl.parse("h2:mem:x;USER=sa;PASSWORD=secret;MODE=PostgreSQL");

        assertThat(url.user()).contains("sa");
        assertThat(url.password()).contains("secret");
        assertThat(url.options()).containsExactly(Map.entry("MODE", "PostgreSQL"));
        assertThat(url).hasToString("h2:mem:x;USER=sa;PASSWORD=***;MODE=PostgreSQL");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://h:5432/db, postgresql",
        "jdbc:oracle:thin:@h:1521:x, oracle",
        "jdbc:sqlite::memory:, sqlite",
        "jdbc:h2:mem:x, h2"
    })
    void aJdbcUrlIsKeptAndGivesItsDialect(String text, String dialect) {
        var url = EngineUrl.parse(text);

        assertThat(url.jdbcUrl()).contains(text);
        assertThat(url.dialect()).isEqualTo(dialect);
        assertThat(url).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://user:hunter2@host/db",
                "postgresql://user:hun%74er2@host/db",
                "postgresql://host/db?user=u&password=hunter2",
                "postgresql://host/db?sslPassword=hunter2&x=1",
                "postgresql://host/db?authToken=hunter2",
                "h2:mem:x;PASSWORD=hunter2",
                "jdbc:postgresql://host/db?user=u&password=hunter2",
                "jdbc:postgresql://user:hunter2@host/db",
                "jdbc:postgresql://host/db?password=hun;hunter2&ssl=true",
                "jdbc:h2:mem:x;USER=sa;PASSWORD=hunter2;MODE=MySQL",
                "jdbc:h2:mem:x;PASSWORD=a\\;hunter2",
                "jdbc:sqlserver://host;user=u;password={a;hunter2};encrypt=true",
                "jdbc:oracle:thin:scott/hunter2@host:1521:x",
                "jdbc:mysql://address=(host=h)(user=u)(password=hunter2)/db",
                "jdbc:db2://host:50000/db:user=u;password=hunter2;"
            })
    void noStringFormShowsThePassword(String text) {
        var url = EngineUrl.parse(text);

        assertThat(url.toString()).doesNotContain("hunter2").contains("***");
        assertThat(url.withOption("x", "y").withUser("other").toString()).doesNotContain("hunter2");
    }

    @Test
    void aUrlCannotBeSerializedWithItsPassword() {
        assertThat(EngineUrl.parse("postgresql://u:hunter2@h/db")).isNotInstanceOf(Serializable.class);
    }

    @Test
    void whatIsPrintedIsTheSameUrlButForThePassword() {
        var url = EngineUrl.parse("postgresql://an%20a:secret@[::1]:5433/sh%C3%B6p/x?a=1&b=x%26y");

        var printed = EngineUrl.parse(url.toString());

        assertThat(printed.password()).contains("***");
        assertThat(printed.withPassword("secret")).isEqualTo(url).hasSameHashCodeAs(url);
        assertThat(printed).isNotEqualTo(url);
    }

    @Test
    void aUrlIsBuiltOfItsParts() {
        var url = EngineUrl.of("postgresql")
                .withDriver("vertx")
                .withUser("ana")
                .withPassword("p@ss")
                .withHost("::1", 5433)
                .withDatabase("my shop")
                .withOption("ssl", "true");

        assertThat(url).isEqualTo(EngineUrl.parse("postgresql+vertx://ana:p%40ss@[::1]:5433/my%20shop?ssl=true"));
        assertThat(url).hasToString("postgresql+vertx://ana:***@[::1]:5433/my%20shop?ssl=true");
    }

    @Test
    void buildingLeavesTheOriginalAsItWas() {
        var url = EngineUrl.parse("postgresql://h/db?a=1");

        assertThat(url.withOption("a", "2").options()).containsEntry("a", "2");
        assertThat(url).hasToString("postgresql://h/db?a=1");
    }

    @Test
    void theTextOfAJdbcUrlCannotBeChangedButItsLoginCan() {
        var url = EngineUrl.parse("jdbc:postgresql://h/db");

        assertThatThrownBy(() -> url.withHost("other", 1)).isInstanceOf(InvalidUrl.class);
        assertThatThrownBy(() -> url.withDatabase("other")).isInstanceOf(InvalidUrl.class);
        assertThat(url.withUser("ana").withPassword("secret").password()).contains("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                | no dialect at character 1",
                "host/db                           | no dialect at character 1",
                "://host                           | no dialect at character 1",
                "post gres://h                     | cannot be in the dialect at character 5",
                "postgresql+://h                   | no driver at character 12",
                "postgresql:h/db                   | no // after the dialect at character 12",
                "postgresql://h:port/db            | a port that is not a number from 1 to 65535 at character 16",
                "postgresql://h:0/db               | a port that is not a number from 1 to 65535 at character 16",
                "postgresql://h:65536/db           | a port that is not a number from 1 to 65535 at character 16",
                "postgresql://h:/db                | a port that is not a number from 1 to 65535 at character 16",
                "postgresql://:5432/db             | an empty host at character 14",
                "postgresql://a,,b/db              | an empty host at character 16",
                "postgresql://[::1/db              | no ] after an IPv6 address at character 18",
                "postgresql://[::1]x/db            | something other than a port after ] at character 19",
                "postgresql://[::g]/db             | cannot be in an IPv6 address at character 17",
                "postgresql://h/d%zz               | a % without two hexadecimal digits in the database at character 17",
                "postgresql://h/d%4                | a % without two hexadecimal digits in the database at character 17",
                "postgresql://h/d%00               | a % without two hexadecimal digits in the database at character 17",
                "postgresql://h/d%C3               | bytes that are no UTF-8 in the database at character 17",
                "postgresql://h/db?a               | an option that is not key=value at character 19",
                "postgresql://h/db?=a              | an option that is not key=value at character 19",
                "postgresql://h/db?a=1&a=2         | an option for the second time at character 23",
                "postgresql://u:p@h/db?user=x      | user or password twice",
                "postgresql://u:p/w@h/db           | a port that is not a number",
                "postgresql://u:12/w@h/db          | an @ behind the host at character 20",
                "postgresql://u:12?w=x@h/db        | an @ behind the host at character 22",
                "sqlite://app.db                   | a host, which a SQLite database has not, at character 10",
                "sqlite:app.db                     | no // after the dialect at character 8",
                "h2:                               | no database at character 4",
                "jdbc:nothing                      | no database after jdbc: at character 13"
            })
    void aMalformedUrlIsRefusedByPartAndPosition(String text, String message) {
        assertThatThrownBy(() -> EngineUrl.parse(text))
                .isInstanceOfSatisfying(
                        InvalidUrl.class, e -> assertThat(e.code()).isEqualTo("ER-406"))
                .hasMessageContaining(message);
    }

    @Test
    void aControlCharacterIsRefused() {
        assertThatThrownBy(() -> EngineUrl.parse("postgresql://h/d\nb"))
                .isInstanceOf(InvalidUrl.class)
                .hasMessageContaining("a control character at character 17");
    }

    @Test
    void anUnknownDialectIsAnsweredWithTheKnownOnesAndTheNearest() {
        var known = List.of("postgresql", "mariadb", "sqlite", "h2");

        assertThat(InvalidUrl.unknownDialect("postgersql", known))
                .hasMessageContaining("Did you mean \"postgresql\"?")
                .hasMessageContaining("h2, mariadb, postgresql, sqlite");
        assertThat(InvalidUrl.unknownDialect("cassandra", known)).hasMessageNotContaining("Did you mean");
        assertThat(InvalidUrl.unknownDriver("postgresql", "pgjbdc", List.of("pgjdbc")))
                .hasMessageContaining("Did you mean \"pgjdbc\"?");
    }
}
