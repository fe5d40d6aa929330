package dev.weft.testing;

import static dev.weft.testing.EngineTestTest.failures;
import static dev.weft.testing.EngineTestTest.onlyFailure;
import static dev.weft.testing.EngineTestTest.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Each kind of leak, planted, is found and named. */
class LeakCheckTest {
    @AfterAll
    static void endWhatTheSamplesLeft() throws IOException, SQLException {
        Samples.AwaitletLeft.END.complete(null);
        Samples.ThreadLeft.END.complete(null);
        for (var session : Samples.SessionLeft.SESSIONS) {
            session.close();
        }
        var mute = Samples.ConnectingLeft.mute;
        if (mute != null) {
            mute.close();
        }
    }

    @Test
    void aConnectionInUseIsFoundOnEveryDatabaseWithItsHolder() {
        assertThat(leaks(Samples.ConnectionLeft.class))
                .hasSize(4)
                .allSatisfy(leaks -> leaked(leaks)
                        .anySatisfy(leak -> Assertions.assertThat(leak)
                                .contains("1 of 1 connections in use, held by awaitlet \"test leaves\"")));
    }

    @Test
    void aConnectionThatTheCollectorFoundFirstIsFoundToo() {
        assertThat(leaks(Samples.ConnectionCollected.class))
                .hasSize(1)
                .allSatisfy(leaks ->
                        leaked(leaks).anySatisfy(leak -> assertThat(leak).contains("1 connections were never closed")));
    }

    @Test
    void aWaitingCallerIsFound() {
        assertThat(leaks(Samples.CallerLeft.class))
                .hasSize(1)
                .allSatisfy(leaks -> leaked(leaks)
                        .anySatisfy(leak -> assertThat(leak).contains("1 callers waiting for a connection")));
    }

    @Test
    void aConnectionBeingMadeIsFound() {
        assertThat(leaks(Samples.ConnectingLeft.class))
                .hasSize(1)
                .allSatisfy(leaks ->
                        leaked(leaks).anySatisfy(leak -> assertThat(leak).contains("1 connections being made")));
    }

    @Test
    void anOpenTransactionIsFoundOnTheServer() {
        assertThat(leaks(Samples.TransactionLeft.class))
                .hasSize(2)
                .allSatisfy(leaks -> leaked(leaks)
                        .anySatisfy(leak -> assertThat(leak).contains("a transaction is open on the server")));
    }

    @Test
    void aSessionNoPoolKnowsIsFoundOnTheServer() {
        assertThat(leaks(Samples.SessionLeft.class))
                .hasSize(2)
                .allSatisfy(leaks -> leaked(leaks)
                        .anySatisfy(
                                leak -> assertThat(leak).contains("the server has 1 sessions, but the engines have 0"))
                        .anySatisfy(leak -> assertThat(leak).contains("a session outlived its engine")));
    }

    @Test
    void aLiveAwaitletIsFoundWithTheCallThatStartedIt() {
        assertThat(leaks(Samples.AwaitletLeft.class))
                .singleElement()
                .satisfies(leaks -> leaked(leaks)
                        .singleElement(InstanceOfAssertFactories.STRING)
                        .contains("an awaitlet is live", "Samples"));
    }

    @Test
    void aPlatformThreadIsFoundByName() {
        assertThat(leaks(Samples.ThreadLeft.class))
                .singleElement()
                .satisfies(leaks -> leaked(leaks)
                        .singleElement(InstanceOfAssertFactories.STRING)
                        .contains("a platform thread outlived its engine: \"left-behind\""));
    }

    @Test
    void aLeakDoesNotHideTheFailureOfItsTest() {
        var failure = onlyFailure(run(Samples.LeakAndFailure.class));

        assertThat(failure).hasMessage("the test's own failure");
        assertThat(failure.getSuppressed()).hasAtLeastOneElementOfType(LeakFound.class);
    }

    private static List<List<String>> leaks(Class<?> sample) {
        return failures(run(sample)).stream()
                .map(failure -> assertThat(failure)
                        .asInstanceOf(InstanceOfAssertFactories.type(LeakFound.class))
                        .actual()
                        .leaks())
                .toList();
    }

    private static ListAssert<String> leaked(List<String> leaks) {
        return assertThat(leaks);
    }
}
