package dev.weft.engine;

import static dev.weft.awaitlet.Awaitlets.async;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.spec.Spec;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ErrorsTest {
    private static final EngineStatus FULL = new EngineStatus(
            2,
            2,
            2,
            0,
            3,
            List.of(
                    new EngineStatus.Holder("awaitlet \"report\"", Duration.ofSeconds(12), List.of()),
                    new EngineStatus.Holder("awaitlet \"import\"", Duration.ofMillis(80), List.of())),
            0,
            false);

    @Test
    @Spec({"PL-3", "PL-5"})
    void anExhaustedPoolTellsWhoHoldsItsConnections() {
        var error = new PoolExhausted("shop", Duration.ofSeconds(5), FULL);

        assertThat(error)
                .hasMessageStartingWith("[ER-401] No connection of engine \"shop\" became free within 5000 ms")
                .hasMessageContaining("2 of 2 in use")
                .hasMessageContaining("3 callers waiting")
                .hasMessageContaining("longest hold 12000 ms")
                .hasMessageContaining("awaitlet \"report\" for 12000 ms, awaitlet \"import\" for 80 ms")
                .hasMessageEndingWith(error.cure());
        assertThat(error.size()).isEqualTo(2);
        assertThat(error.inUse()).isEqualTo(2);
        assertThat(error.waiting()).isEqualTo(3);
        assertThat(error.longestHold()).isEqualTo(Duration.ofSeconds(12));
        assertThat(error.holders()).isEqualTo(FULL.holders());
    }

    @Test
    @Spec("PL-3")
    void theMessageOfALargePoolStaysReadable() {
        var holders = IntStream.range(0, 10_000)
                .mapToObj(i -> new EngineStatus.Holder("awaitlet " + i, Duration.ofMillis(10_000 - i), List.of()))
                .toList();
        var status = new EngineStatus(10_000, 10_000, 10_000, 0, 0, holders, 0, false);

        assertThat(new PoolExhausted("shop", Duration.ZERO, status).getMessage())
                .hasSizeLessThan(1_000)
                .contains("and 9990 more");
    }

    @Test
    @Spec("PL-5")
    void anUnreachableDatabaseTellsTheLastFailureAndSinceWhen() {
        var refused = new IllegalStateException("Connection refused");
        var error = new DatabaseUnreachable("shop", Duration.ofSeconds(5), 4, refused);

        assertThat(error)
                .hasCause(refused)
                .hasMessageStartingWith("[ER-402]")
                .hasMessageContaining("4 failed in 5000 ms, the last with: Connection refused");
        assertThat(error.attempts()).isEqualTo(4);
        assertThat(error.failingFor()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    @Spec("EN-24")
    void aSharedConnectionNamesBothAwaitlets() {
        var owner = async(() -> Awaitlets.require("test")).join();
        var other = async(() -> Awaitlets.require("test")).join();

        assertThat(new ConnectionSharedAcrossTasks(owner, other))
                .hasMessageStartingWith("[ER-305]")
                .hasMessageContaining("A connection of " + owner + " was used by " + other);
    }

    @Test
    @Spec("EN-11")
    void lifecycleErrorsNameTheThingAndThePlace() {
        var site = new StackTraceElement("Shop", "close", "Shop.java", 7);

        assertThat(new ResourceClosed("This connection", site))
                .hasMessageStartingWith("[ER-303] This connection has been closed at Shop.close(Shop.java:7).");
        assertThat(new ResourceClosed("This connection", null))
                .hasMessageStartingWith("[ER-303] This connection has been closed.");
        assertThat(new AlreadyStarted("This transaction"))
                .hasMessageStartingWith("[ER-302] This transaction has been started before.");
    }

    @Test
    void aMissingDriverNamesTheArtifactToAdd() {
        var error = new DriverMissing("postgresql", "org.postgresql:postgresql", null);

        assertThat(error).hasMessageStartingWith("[ER-407]").hasMessageContaining("org.postgresql:postgresql");
        assertThat(error.artifact()).isEqualTo("org.postgresql:postgresql");
    }

    @Test
    @Spec("EN-13")
    void aWrongNumberOfParametersIsToldWithTheStatement() {
        var error = new ParameterMismatch("select ?, ?", 2, 3);

        assertThat(error)
                .hasMessageStartingWith("[ER-313]")
                .hasMessageContaining("2 placeholders, but 3 parameters")
                .hasMessageContaining("SQL: select ?, ?");
        assertThat(error.expected()).isEqualTo(2);
        assertThat(error.given()).isEqualTo(3);
    }

    @Test
    @Spec("EN-42")
    void onlyWhatMayPassIsRetryable() {
        var report = new DatabaseError.Report("shop", "no", null, 0, null, null);

        assertThat(new TransientFailure(report, null).retryable()).isTrue();
        assertThat(new ConnectionLost(report, null).retryable()).isTrue();
        assertThat(List.of(
                        new DataFault(report, null),
                        new IntegrityViolation(report, null),
                        new LoginRefused(report, null),
                        new StatementRejected(report, null),
                        new StatementTimeout(report, null),
                        new UnclassifiedFailure(report, null)))
                .noneMatch(DatabaseError::retryable);
        assertThat(new DataFault(report, null).sqlState()).isEmpty();
        assertThat(new DataFault(report, null).sql()).isEmpty();
    }
}
