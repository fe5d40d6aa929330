package dev.weft.benchmarks.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.benchmarks.doctor.Finding.Grade;
import dev.weft.testing.network.Direction;
import dev.weft.testing.network.FaultProxy;
import dev.weft.testing.server.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the doctor says, and with what it ends. */
@Timeout(120)
class DoctorTest {
    /** Seconds, so many that a busy machine does not fail for them. */
    private static final String PATIENCE = "15";

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Doctor.run(new PrintStream(told, true, StandardCharsets.UTF_8), arguments);
    }

    private String text() {
        return told.toString(StandardCharsets.UTF_8);
    }

    @Test
    void withoutADatabaseItLooksAtTheJvmAndTheDrivers() {
        assertThat(run()).isZero();
        assertThat(text())
                .containsPattern("OK +JDK +" + Runtime.version().feature())
                .containsPattern("OK +JDBC driver +org.postgresql.Driver")
                .containsPattern("NOTE +database +none was named")
                .contains("The JVM is this command's own; WEFT_JAVA_OPTS")
                .containsPattern("\\R0 faults, \\d+ things to know")
                .contains("-> ./weft doctor postgresql://");
    }

    @Test
    void ofAServerItTellsVersionDistancePoolAndPinning() {
        try (var database = EmbeddedPostgres.shared().freshDatabase()) {
            assertThat(run("--timeout", PATIENCE, database.url())).isZero();
        }
        assertThat(text())
                .containsPattern("OK +database +postgresql \\d+")
                .containsPattern("200 statements: p50 \\d+\\.\\d\\d ms")
                .containsPattern("ms  #+")
                .containsPattern("pool +10 connections; at this distance they answer [\\d,]+ short statements a second")
                .containsPattern("connections +the server has \\d+ connections")
                .containsPattern("OK +prepared statements")
                .containsPattern("OK +pooler +none seen")
                .containsPattern("(OK|NOTE) +pinning");
    }

    @Test
    void anEmbeddedDatabaseIsLookedAtToo() {
        assertThat(run("--timeout", PATIENCE, "h2:mem:doctor")).isZero();
        assertThat(text()).containsPattern("OK +database +h2 \\d").doesNotContain("pooler", "at this distance");
    }

    @Test
    void moreConnectionsThanTheServerHasAreAFault() {
        try (var database = EmbeddedPostgres.shared().freshDatabase()) {
            assertThat(run("--timeout", PATIENCE, "--pool-size", "10000", database.url()))
                    .isEqualTo(1);
        }
        assertThat(text()).containsPattern("FAULT +connections").contains("-> Make the pool smaller");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsAFault() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var url = "postgresql://user:secret@localhost:" + silent.getLocalPort() + "/shop";
            assertThat(run("--timeout", "1", url)).isEqualTo(1);
        }
        assertThat(text())
                .containsPattern("FAULT +database +\\[ER-")
                .containsPattern("\\R1 fault, ")
                .doesNotContain("secret");
    }

    @Test
    void aDatabaseThatFreezesAfterItHasAnsweredIsAFaultInBoundedTime() {
        var server = EmbeddedPostgres.shared();
        try (var database = server.freshDatabase();
                var network = FaultProxy.before(server.port())) {
            network.freezeNext(Direction.TO_CLIENT, 5_000); // behind the handshake, before the last of 270 answers

            assertThat(run("--timeout", "3", network.through(database.url()))).isEqualTo(1);
        }
        assertThat(text())
                .containsPattern("FAULT +database +it took the connection, but had not answered everything after 18 s")
                .containsPattern("-> See whether the server hangs");
    }

    @Test
    void aUrlThatIsNoneIsAFaultThatSaysWhatOneLooksLike() {
        assertThat(run("shop")).isEqualTo(1);
        assertThat(text()).containsPattern("FAULT +database +\\[ER-");
    }

    @Test
    void aTimeOutOfRangeIsRefused() {
        assertThat(run("--timeout", "0", "h2:mem:doctor")).isEqualTo(2);
        assertThat(run("--pool-size", "0", "h2:mem:doctor")).isEqualTo(2);
    }

    @Test
    void anOldJdkIsAFaultAndATightHeapANote() {
        var properties = new Properties();
        properties.setProperty("jdk.virtualThreadScheduler.parallelism", "1");
        var old = new JvmCheck(Runtime.Version.parse("21.0.2"), 4, 64L << 20, List.of(), properties);

        assertThat(old.findings())
                .filteredOn(finding -> finding.grade() != Grade.OK)
                .extracting(Finding::subject)
                .contains("JDK", "heap", "carriers", "flag");
        assertThat(old.findings())
                .filteredOn(finding -> finding.grade() == Grade.FAULT)
                .singleElement()
                .satisfies(finding -> assertThat(finding.cure()).contains("25"));
    }

    @Test
    void flagsThatAreSetAreNotAskedFor() {
        var flagged = new JvmCheck(
                Runtime.version(),
                2,
                1L << 30,
                List.of("-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED"),
                new Properties());

        assertThat(flagged.findings()).allMatch(finding -> finding.grade() == Grade.OK);
    }

    @Test
    void theHistogramHasABarForEachDoublingAndAllInThem() {
        var trips = new RoundTrips(1_000_000, 1_100_000, 2_500_000, 9_000_000);

        assertThat(trips.millis(0.5)).isEqualTo(1.1);
        assertThat(trips.millis(1)).isEqualTo(9);
        assertThat(trips.histogram().lines().filter(line -> line.contains("#"))).hasSize(4);
    }
}
