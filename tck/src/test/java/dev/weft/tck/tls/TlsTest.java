package dev.weft.tck.tls;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.LoginRefused;
import dev.weft.engine.TlsFailed;
import dev.weft.engine.TlsFailed.Reason;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One URL means the same through both drivers, of a PostgreSQL that speaks TLS. */
@Spec({"EN-4", "EN-42"})
class TlsTest {
    private static final int ASKS_FOR_TLS = 80_877_103;
    private static final Certificates AUTHORITY = Certificates.authority("weft-authority");
    private static final Certificates CLIENT = AUTHORITY.issue(TlsServer.BY_CERTIFICATE);

    @TempDir
    private static Path folder;

    private static TlsServer server;

    @BeforeAll
    static void start() throws SQLException, IOException {
        server = TlsServer.start(AUTHORITY.issue("localhost"), AUTHORITY);
        Files.writeString(folder.resolve("root.crt"), AUTHORITY.pem());
        Files.writeString(
                folder.resolve("other.crt"), Certificates.authority("another").pem());
        Files.writeString(folder.resolve("client.crt"), CLIENT.pem());
        Files.writeString(folder.resolve("client.key"), CLIENT.keyPem());
        Files.setPosixFilePermissions(folder.resolve("client.key"), PosixFilePermissions.fromString("rw-------"));
    }

    @AfterAll
    static void end() throws SQLException {
        server.close();
    }

    /** An engine on the test's database at a host, with options, in which names of files stand in braces. */
    private static AsyncEngine engine(EngineFactory engines, String host, String options) {
        var url = URI.create(engines.url());
        return engines.create(
                "%s://%s@%s:%d%s?%s"
                        .formatted(
                                url.getScheme(),
                                url.getUserInfo(),
                                host,
                                url.getPort(),
                                url.getPath(),
                                options.replace("{", folder + "/").replace("}", "")),
                each -> each.withPoolSize(1));
    }

    /** An engine of another user, who has no password. */
    private static AsyncEngine engineOf(EngineFactory engines, String user, String options) {
        var url = URI.create(engines.url());
        return engines.create(
                "%s://%s@127.0.0.1:%d%s?%s"
                        .formatted(
                                url.getScheme(),
                                user,
                                url.getPort(),
                                url.getPath(),
                                options.replace("{", folder + "/").replace("}", "")),
                each -> each.withPoolSize(1));
    }

    private static boolean encrypted(AsyncEngine engine) {
        return await(engine.begin(connection ->
                        connection.scalar(Boolean.class, "select ssl from pg_stat_ssl where pid = pg_backend_pid()")))
                .orElseThrow();
    }

    private static TlsFailed failure(AsyncEngine engine) {
        return catchThrowableOfType(TlsFailed.class, () -> encrypted(engine));
    }

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS)
    void theUrlSaysWhetherAConnectionIsEncrypted(EngineFactory engines) {
        assertThat(encrypted(engines.create())).as("as by default").isTrue();
        assertThat(encrypted(engine(engines, "127.0.0.1", "sslmode=prefer"))).isTrue();
        assertThat(encrypted(engine(engines, "127.0.0.1", "sslmode=REQUIRE"))).isTrue();
        assertThat(encrypted(engine(engines, "127.0.0.1", "ssl=false"))).isTrue();
        assertThat(encrypted(engine(engines, "127.0.0.1", "sslmode=disable"))).isFalse();
    }

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS)
    void aCertificateOfATrustedAuthorityIsTaken(EngineFactory engines) {
        assertThat(encrypted(engine(engines, "127.0.0.1", "sslmode=verify-ca&sslrootcert={root.crt}")))
                .isTrue();
        assertThat(encrypted(engine(engines, "localhost", "sslmode=verify-full&sslrootcert={root.crt}")))
                .isTrue();
        assertThat(encrypted(engine(engines, "localhost", "ssl=true&sslrootcert={root.crt}")))
                .isTrue();
    }

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS)
    void aCertificateOfAnotherAuthorityIsRefused(EngineFactory engines) {
        var failure = failure(engine(engines, "localhost", "sslmode=verify-ca&sslrootcert={other.crt}"));

        assertThat(failure.reason()).isEqualTo(Reason.NOT_TRUSTED);
        assertThat(failure).hasMessageContaining("ER-602").hasMessageContaining("the file of sslrootcert");
        assertThat(failure.retryable()).isFalse();
    }

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS)
    void aCertificateForAnotherHostIsRefusedUnderVerifyFull(EngineFactory engines) {
        var failure = failure(engine(engines, "127.0.0.1", "sslmode=verify-full&sslrootcert={root.crt}"));

        assertThat(failure.reason()).isEqualTo(Reason.WRONG_HOST);
        assertThat(failure).hasMessageContaining("Connect by a name that the server's certificate holds");
    }

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS)
    void aFileThatIsNotThereIsNamed(EngineFactory engines) {
        var failure = failure(engine(engines, "localhost", "sslmode=verify-ca&sslrootcert={gone.crt}"));

        assertThat(failure.reason()).isEqualTo(Reason.FILE);
        assertThat(failure).hasMessageContaining(folder.resolve("gone.crt").toString());
    }

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS)
    void aClientShowsItsCertificate(EngineFactory engines) {
        assertThat(encrypted(engineOf(
                        engines,
                        TlsServer.BY_CERTIFICATE,
                        "sslmode=verify-ca&sslrootcert={root.crt}&sslcert={client.crt}&sslkey={client.key}")))
                .isTrue();
        assertThatThrownBy(() -> encrypted(engineOf(engines, TlsServer.BY_CERTIFICATE, "sslmode=require")))
                .isInstanceOf(LoginRefused.class)
                .hasMessageContaining("28000");
    }

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS)
    void whoIsLetInWithoutTlsOnlyIsLetInUnderPrefer(EngineFactory engines) {
        assertThat(encrypted(engineOf(engines, TlsServer.ONLY_PLAIN, "sslmode=prefer")))
                .isFalse();
        assertThatThrownBy(() -> encrypted(engineOf(engines, TlsServer.ONLY_PLAIN, "sslmode=require")))
                .isInstanceOf(LoginRefused.class);
    }

    private static void untilTheServerSleeps(EngineFactory engines) {
        var observer = engines.create();
        var sleepers = "select count(*) from pg_stat_activity "
                + "where wait_event = 'PgSleep' and datname = current_database()";
        while (await(observer.begin(connection -> connection.scalar(Long.class, sleepers)))
                        .orElseThrow()
                == 0) {
            Awaitlets.checkpoint(); // until the time of the test is up
        }
    }

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS, drivers = Driver.VERTX)
    @Timeout(60)
    @Spec({"EN-39", "R-4"})
    void aCancelRequestGoesByTlsToo(EngineFactory engines) throws IOException {
        var url = URI.create(engines.url());
        try (var network = new FirstBytes(url.getPort())) {
            var engine = engines.create(
                    "%s://%s@localhost:%d%s?sslmode=verify-full&sslrootcert=%s/root.crt"
                            .formatted(url.getScheme(), url.getUserInfo(), network.port(), url.getPath(), folder),
                    each -> each.withPoolSize(1));
            try (var connection = engine.connect()) {
                var session = await(connection.scalar(Integer.class, "select pg_backend_pid()"));
                var slow = connection.execute("select pg_sleep(30)");
                untilTheServerSleeps(engines);
                slow.cancel(true);
                assertThatThrownBy(() -> await(slow)).isInstanceOf(CancellationException.class);
                await(connection.rollback());
                assertThat(await(connection.scalar(Integer.class, "select pg_backend_pid()")))
                        .isEqualTo(session);
            }
            await(engine.dispose());

            assertThat(network.codes()).hasSizeGreaterThan(1).allMatch(code -> code == ASKS_FOR_TLS);
        }
    }
}
