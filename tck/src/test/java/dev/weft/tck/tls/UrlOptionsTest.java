package dev.weft.tck.tls;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.InvalidUrl;
import dev.weft.engine.TlsFailed;
import dev.weft.engine.TlsFailed.Reason;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;

/** The options of pgjdbc in a URL mean the same through both drivers of PostgreSQL, or are refused by name. */
@Spec("EN-4")
class UrlOptionsTest {
    private static final int OFTEN = 10;
    private static final int REQUEST = 8;

    private static AsyncEngine engine(EngineFactory engines, String options) {
        return engines.create(engines.url() + "?" + options, each -> each.withPoolSize(1));
    }

    private static String setting(AsyncEngine engine, String name) {
        return await(engine.begin(connection -> connection.scalar(String.class, "select current_setting(?)", name)))
                .orElseThrow();
    }

    private static InvalidUrl refusal(EngineFactory engines, String options) {
        return catchThrowableOfType(InvalidUrl.class, () -> engine(engines, options));
    }

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS)
    void aServerWithoutTlsIsRefusedWhereTlsIsRequired(EngineFactory engines) {
        var failure = catchThrowableOfType(
                TlsFailed.class, () -> setting(engine(engines, "sslmode=require"), "server_version"));
        assertThat(failure.reason()).isEqualTo(Reason.NOT_OFFERED);
        assertThat(failure).hasMessageContaining("Turn TLS on at the server");
        assertThat(setting(engine(engines, "sslmode=prefer"), "server_encoding"))
                .isEqualTo("UTF8");
    }

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS)
    void settingsOfTheSessionAreTakenOver(EngineFactory engines) {
        var engine = engine(
                engines,
                "ApplicationName=some%20name&currentSchema=a,public&options=-c%20work_mem%3D3MB%20-c%20geqo%3Doff"
                        + "&tcpKeepAlive=true&tcpNoDelay=true&connectTimeout=5&preparedStatementCacheQueries=7");

        assertThat(setting(engine, "application_name")).isEqualTo("some name");
        assertThat(setting(engine, "search_path")).isEqualTo("a,public");
        assertThat(setting(engine, "work_mem")).isEqualTo("3MB");
        assertThat(setting(engine, "geqo")).isEqualTo("off");
    }

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS)
    @Spec("EN-43")
    void aThresholdOfZeroPreparesNothing(EngineFactory engines) {
        var engine = engine(engines, "prepareThreshold=0");
        var prepared = await(engine.begin(connection -> {
            for (var run = 0; run < OFTEN; run++) {
                await(connection.execute("select 1"));
            }
            return connection.scalar(Long.class, "select count(*) from pg_prepared_statements");
        }));

        assertThat(prepared).hasValue(0L);
    }

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS, drivers = Driver.VERTX)
    void whatTheNativeDriverCannotDoIsRefusedByName(EngineFactory engines) {
        assertThat(refusal(engines, "sslmode=allow")).hasMessageContaining("tries without TLS first");
        assertThat(refusal(engines, "sslnegotiation=direct")).hasMessageContaining("no other \"sslnegotiation\"");
        assertThat(refusal(engines, "prepareThreshold=5")).hasMessageContaining("at their first use");
        assertThat(refusal(engines, "socketTimeout=5")).hasMessageContaining("Limit statements instead");
        assertThat(refusal(engines, "loginTimeout=5")).hasMessageContaining("withConnectTimeout");
        assertThat(refusal(engines, "sslpassword=hunter2"))
                .hasMessageContaining("has no option \"sslpassword\"")
                .hasMessageContaining("sslmode, ")
                .hasMessageContaining("ApplicationName")
                .message()
                .doesNotContain("hunter2");
    }

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS, drivers = Driver.VERTX)
    void aValueThatAnOptionCannotHaveIsRefusedWithoutBeingQuoted(EngineFactory engines) {
        for (var option : new String[] {
            "sslmode",
            "ssl",
            "tcpKeepAlive",
            "tcpNoDelay",
            "connectTimeout",
            "prepareThreshold",
            "preparedStatements",
            "preparedStatementCacheQueries"
        }) {
            assertThat(refusal(engines, option + "=hunter2"))
                    .hasMessageContaining("\"" + option + "\"")
                    .message()
                    .doesNotContain("hunter2");
        }
    }

    /** Whoever sits between could put it there, to be read as if it had come by TLS. */
    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS, drivers = Driver.VERTX)
    void whatIsSentInPlainTextBehindTheAnswerToTlsIsNotRead(EngineFactory engines) throws IOException {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var client = listening.accept()) {
                    client.getInputStream().readNBytes(REQUEST);
                    client.getOutputStream().write("SR".getBytes(StandardCharsets.US_ASCII));
                    client.getInputStream().readAllBytes();
                } catch (IOException closed) {
                    // by the test
                }
            });
            var engine = engines.create(
                    "postgresql+vertx://nobody:hunter2@127.0.0.1:" + listening.getLocalPort() + "/none",
                    each -> each.withPoolSize(1));
            var failure = catchThrowableOfType(TlsFailed.class, () -> setting(engine, "server_version"));

            assertThat(failure.reason()).isEqualTo(Reason.HANDSHAKE);
            assertThat(failure)
                    .hasMessageContaining("more than whether it speaks TLS")
                    .message()
                    .doesNotContain("hunter2");
        }
    }
}
