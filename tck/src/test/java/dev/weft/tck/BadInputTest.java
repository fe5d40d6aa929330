package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.awaitlet.WeftException;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.DatabaseUnreachable;
import dev.weft.engine.EngineUrl;
import dev.weft.engine.IllegalPoolForDriver;
import dev.weft.engine.InvalidUrl;
import dev.weft.engine.LoginRefused;
import dev.weft.engine.ParameterMismatch;
import dev.weft.engine.StatementRejected;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users get wrong: each a typed error with its code, cause and cure, in time, and without the password. */
class BadInputTest {
    private static final String SECRET = "open-sesame";
    private static final Duration IN_TIME = Duration.ofSeconds(4);

    @ParameterizedTest
    @Spec("EN-4")
    @ValueSource(
            strings = {
                "",
                "postgresql",
                "postgresql:/weft:open-sesame@localhost/db",
                "postgresql://weft:open-sesame@localhost:port/db",
                "postgresql://weft:open-sesame@localhost:70000/db",
                "postgresql://weft:open-sesame%ZZ@localhost/db",
                "postgresql://weft:open-sesame@[::1/db",
                "1sql://weft:open-sesame@localhost/db"
            })
    void aMalformedUrlIsRefusedAtOnce(String url) {
        var failure = catchThrowableOfType(InvalidUrl.class, () -> AsyncEngine.create(url));

        assertTeaches(failure, "ER-406");
    }

    @ParameterizedTest
    @Spec({"EN-2", "EN-4"})
    @ValueSource(
            strings = {
                "postgre://weft:open-sesame@localhost/db",
                "oracle://weft:open-sesame@localhost/db",
                "postgresql+nonesuch://weft:open-sesame@localhost/db"
            })
    void anUnknownDialectOrDriverIsRefusedWithTheKnownOnes(String url) {
        var failure = catchThrowableOfType(InvalidUrl.class, () -> AsyncEngine.create(url));

        assertTeaches(failure, "ER-406");
        assertThat(failure).hasMessageContaining("Known ");
    }

    @EngineTest(Database.SQLITE)
    @Spec({"EN-2", "PF-9", "PL-12"})
    void aPoolForADatabaseThatOnlyOneConnectionSeesIsRefused(EngineFactory engines) {
        var failure = catchThrowableOfType(
                IllegalPoolForDriver.class, () -> engines.create("sqlite://", options -> options.withPoolSize(5)));

        assertTeaches(failure, "ER-405");
        assertThat(Work.one(engines.create("sqlite://", options -> options))).isEqualTo(1);
    }

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    @Spec({"EN-42", "PF-19"})
    void aWrongPasswordIsARefusedLogin(EngineFactory engines, EngineUrl url) {
        var engine = engines.create(url(url, SECRET, url.port().orElseThrow(), database(url)), options -> options);
        var failure = catchThrowableOfType(
                LoginRefused.class, () -> await(engine.connect().start()));

        assertTeaches(failure, "ER-602");
        assertThat(failure.sqlState()).hasValue("28P01".equals(state(failure)) ? "28P01" : "28000");
        assertThat(failure.retryable()).isFalse();
        assertThat(engine.toString()).doesNotContain(SECRET);
        assertThat(engine.url().toString()).doesNotContain(SECRET).contains("***");
        assertThat(engine.status().open()).isZero();
    }

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    @Spec({"EN-42", "PF-19"})
    void aDatabaseThatIsNotThereIsARefusedLogin(EngineFactory engines, EngineUrl url) {
        var engine = engines.create(
                url(url, url.password().orElseThrow(), url.port().orElseThrow(), "nowhere"), options -> options);
        var failure = catchThrowableOfType(
                LoginRefused.class, () -> await(engine.connect().start()));

        assertTeaches(failure, "ER-602");
        assertThat(failure).hasMessageContaining("nowhere");
    }

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    @Spec({"PL-5", "EN-42", "PF-19"})
    void aPortThatRefusesIsAnUnreachableDatabase(EngineFactory engines, EngineUrl url) throws IOException {
        var engine = engines.create(url(url, SECRET, closedPort(), database(url)), options -> options);
        var before = System.nanoTime();
        var failure = catchThrowableOfType(
                DatabaseUnreachable.class, () -> await(engine.connect().start()));

        assertThat(since(before)).isLessThan(IN_TIME);
        assertTeaches(failure, "ER-402");
        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(failure).hasCauseInstanceOf(WeftException.class);
        assertThat(engine.status().open()).isZero();
    }

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    @Spec({"PL-5", "PL-6", "R-6"})
    void aServerThatNeverAnswersIsAnUnreachableDatabase(EngineFactory engines, EngineUrl url) throws IOException {
        try (var mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var engine = engines.create(
                    url(url, SECRET, mute.getLocalPort(), database(url)),
                    options -> options.withConnectTimeout(Duration.ofMillis(400)));
            var before = System.nanoTime();
            var failure = catchThrowableOfType(
                    DatabaseUnreachable.class, () -> await(engine.connect().start()));

            assertThat(since(before)).isBetween(Duration.ofMillis(350), IN_TIME);
            assertTeaches(failure, "ER-402");
            assertThat(engine.status().open()).isZero();
        }
    }

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    @Spec({"PL-5", "R-6", "PL-3"})
    void theDeadlineForTakingAConnectionHoldsWhileOneIsBeingMade(EngineFactory engines, EngineUrl url)
            throws IOException {
        try (var mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var engine = engines.create(
                    url(url, SECRET, mute.getLocalPort(), database(url)),
                    options -> options.withConnectTimeout(Duration.ofMillis(1800))
                            .withAcquireTimeout(Duration.ofMillis(200)));
            var before = System.nanoTime();
            var failure = catchThrowable(() -> await(engine.connect().start()));

            assertThat(since(before)).isBetween(Duration.ofMillis(150), Duration.ofMillis(1700));
            assertThat(failure).isInstanceOf(DatabaseUnreachable.class);
            assertTeaches((WeftException) failure, "ER-402");
        }
    }

    @EngineTest
    @Spec({"EN-42", "D10"})
    void aMissingTableIsARejectedStatement(AsyncEngine engine, Driver driver) {
        try (var connection = engine.connect()) {
            var sql = "select * from nowhere where id = ?";
            var failure = catchThrowableOfType(StatementRejected.class, () -> await(connection.execute(sql, 4711)));

            assertTeaches(failure, "ER-602");
            assertThat(failure).hasMessageContaining(sql).message().containsIgnoringCase("nowhere");
            assertThat(failure.getMessage()).doesNotContain("4711");
            assertThat(failure.sql()).hasValue(sql);
            assertThat(failure)
                    .as("the driver's own exception is the cause")
                    .hasCauseInstanceOf(driver == Driver.HOSTED ? SQLException.class : PgException.class);
            await(connection.rollback());
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
    }

    @EngineTest
    @Spec("EN-46")
    void parametersAreShownOnRequest(EngineFactory engines) {
        var engine = engines.create(options -> options.withHideParameters(false));
        assertThatThrownBy(() -> await(
                        engine.begin(connection -> connection.execute("select * from nowhere where id = ?", 4711))))
                .isInstanceOf(StatementRejected.class)
                .hasMessageContaining("4711");
    }

    @EngineTest
    @Spec("EN-42")
    void aWrongNumberOfParametersIsToldBeforeAnythingIsSent(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            var few = catchThrowableOfType(
                    ParameterMismatch.class, () -> await(connection.execute("insert into a values (?, ?)", 1)));
            var many = catchThrowableOfType(
                    ParameterMismatch.class, () -> await(connection.execute("select 1", "surplus")));
            var batch = catchThrowableOfType(
                    ParameterMismatch.class,
                    () -> await(connection.executeBatch(
                            "insert into a values (?, ?)", List.of(List.of(1, "a"), List.of(2)))));

            assertTeaches(few, "ER-313");
            assertThat(few.expected()).isEqualTo(2);
            assertThat(few.given()).isEqualTo(1);
            assertThat(many.expected()).isZero();
            assertThat(batch.given()).isEqualTo(1);
            assertThat(await(connection.scalar(Long.class, "select count(*) from a")))
                    .hasValue(0L);
        }
    }

    private static void assertTeaches(WeftException failure, String code) {
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure).hasMessageStartingWith("[" + code + "] ").hasMessageEndingWith(failure.cure());
        assertThat(failure.cure()).endsWith(".");
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(SECRET);
    }

    private static String state(LoginRefused failure) {
        return failure.sqlState().orElse("");
    }

    private static String url(EngineUrl url, String password, int port, String database) {
        return "%s://%s:%s@127.0.0.1:%d/%s"
                .formatted(url.dialect(), url.user().orElseThrow(), password, port, database);
    }

    private static String database(EngineUrl url) {
        return url.database().orElseThrow();
    }

    private static int closedPort() throws IOException {
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return closed.getLocalPort();
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
