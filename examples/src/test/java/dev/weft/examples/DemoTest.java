package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import dev.weft.testing.server.EmbeddedMariaDb;
import dev.weft.testing.server.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(150)
class DemoTest {
    /** What a run of the demo left on the screen. */
    record Run(int exit, String out, String err, Duration time) {
        static Run of(String... arguments) {
            var out = new StringWriter();
            var err = new StringWriter();
            var start = System.nanoTime();
            var exit = Demo.commandLine()
                    .setOut(new PrintWriter(out))
                    .setErr(new PrintWriter(err))
                    .execute(arguments);
            return new Run(exit, out.toString(), err.toString(), Duration.ofNanos(System.nanoTime() - start));
        }

        List<String> lines() {
            return out.lines().toList();
        }
    }

    private static void assertAllFormsOk(Run run, String url) {
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.lines().getLast()).matches("demo ok: 15 checks on " + url);
        assertThat(run.out()).contains("[async]", "[await]", "[unchanged]", "[workers]");
        assertThat(run.lines()).filteredOn(line -> line.contains("  a2  ")).hasSize(6);
        assertThat(run.out()).doesNotContain("weft:weft@");
    }

    @Test
    @Spec("ON-6")
    void allFormsRunOnSqliteInATemporaryFolderThatIsDeletedAfterwards() {
        var run = Run.of();

        assertAllFormsOk(run, "sqlite:///.*/demo\\.db");
        var file = run.lines().getLast().replaceFirst(".* on sqlite:///", "");
        assertThat(Path.of(file).getParent()).doesNotExist();
    }

    @Test
    void allFormsRunOnASqliteFileOfTheUsersWhichStays(@TempDir Path folder) {
        var file = folder.resolve("mine.db");

        assertAllFormsOk(Run.of("--url", "sqlite:///" + file), "sqlite:///" + file);
        assertThat(file).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2:mem:demo", "sqlite://", "jdbc:h2:mem:demo2"})
    void allFormsRunOnADatabaseInMemory(String url) {
        assertAllFormsOk(Run.of("--url", url), url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb"})
    void allFormsRunOnAnEmbeddedServer(String dialect) {
        var run = Run.of("--url", "embedded:" + dialect);

        assertAllFormsOk(run, dialect + "://weft:\\*\\*\\*@127\\.0\\.0\\.1:\\d+/fresh_\\w+");
    }

    @ParameterizedTest
    @EnumSource(names = {"ASYNC", "AWAIT", "UNCHANGED", "WORKERS"})
    void oneFormAloneRunsTheWholeProgram(FormChoice form) {
        var run = Run.of("--form", form.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.lines().getLast()).startsWith("demo ok: ");
        assertThat(run.lines()).filteredOn(line -> line.startsWith("[")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "h2:mem:advanced", "embedded:postgresql", "embedded:mariadb"})
    @Spec({"EN-13", "EN-16", "EN-19", "EN-27", "EN-37"})
    void theAdvancedFormChecksEachOfItsSteps(String url, @TempDir Path folder) {
        var run = Run.of(
                "--form", "advanced", "--url", url.equals("sqlite") ? "sqlite:///" + folder.resolve("a.db") : url);

        assertThat(run.err()).isEmpty();
        assertThat(run.lines().getLast()).startsWith("demo ok: 13 checks on ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "h2:mem:standard", "embedded:postgresql", "embedded:mariadb"})
    void theStandardFormRunsTheProgramWithoutWeft(String url, @TempDir Path folder) {
        var run = Run.of(
                "--form", "standard", "--url", url.equals("sqlite") ? "sqlite:///" + folder.resolve("a.db") : url);

        assertThat(run.err()).isEmpty();
        assertThat(run.lines().getLast()).startsWith("demo ok: 2 checks on ");
    }

    @Test
    void theBlockingProgramKnowsNothingOfWeft() throws IOException {
        var source = Files.readString(
                Repository.root().resolve("examples/src/main/java/dev/weft/examples/BlockingProgram.java"));

        assertThat(source.lines().filter(line -> line.startsWith("import ")))
                .containsExactly("import java.util.List;", "import org.hibernate.Session;");
    }

    private static void assertFailedWith(Run run, String... words) {
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("demo failed: ").contains(words);
        assertThat(run.err().lines().filter(line -> line.startsWith("\tat "))).isEmpty();
        assertThat(run.out() + run.err()).doesNotContain("sekret", "demo ok");
        assertThat(run.time()).isLessThan(Duration.ofSeconds(30));
    }

    private static Stream<String> urlsWithWrongPassword() {
        return Stream.of(EmbeddedPostgres.shared(), EmbeddedMariaDb.shared())
                .map(server -> server.url().replace(":weft@", ":sekret@"));
    }

    @Test
    @Spec("EN-42")
    void aWrongPasswordIsExplained() {
        for (var form : List.of("async", "await", "unchanged")) {
            urlsWithWrongPassword()
                    .forEach(url -> assertFailedWith(Run.of("--form", form, "--url", url), "[ER-602]", "password"));
        }
    }

    @Test
    void aWrongPasswordIsNotShownByTheStandardFormEither() {
        urlsWithWrongPassword().forEach(url -> assertFailedWith(Run.of("--form", "standard", "--url", url), "weft"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb"})
    @Spec("EN-42")
    void anUnknownHostIsExplained(String dialect) {
        assertFailedWith(Run.of("--url", dialect + "://u:sekret@no-such-host.invalid/db"), "[ER-402]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb"})
    @Spec("EN-42")
    void aPortNobodyListensOnIsExplained(String dialect) throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertFailedWith(Run.of("--url", dialect + "://u:sekret@127.0.0.1:" + port + "/db"), "[ER-402]", "127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb"})
    void aServerThatNeverAnswersIsGivenUpInTime(String dialect) throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var url = dialect + "://u:sekret@127.0.0.1:" + socket.getLocalPort() + "/db";

            assertFailedWith(Run.of("--form", "await", "--url", url), "[ER-402]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuch://u:sekret@h/db", "postgres:sekret", "sekret", "postgresql+nosuch://u:sekret@h/db"})
    @Spec("EN-4")
    void aWrongUrlIsExplained(String url) {
        assertFailedWith(Run.of("--url", url), "[ER-406]");
    }

    @Test
    void anUnknownEmbeddedServerIsExplained() {
        assertFailedWith(Run.of("--url", "embedded:oracle"), "oracle", "postgresql or mariadb");
    }

    @Test
    void aStackTraceIsThereForTheAsking() {
        var run = Run.of("--verbose", "--url", "nosuch://h/db");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines().filter(line -> line.startsWith("\tat "))).isNotEmpty();
    }

    @Test
    void anUnknownOptionIsExplained() {
        var run = Run.of("--frm", "all");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--frm", "--form");
    }
}
