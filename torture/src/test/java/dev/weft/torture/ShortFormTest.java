package dev.weft.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The short form of each goal, through each driver: what must hold on a machine of any speed. The marks in milliseconds
 * are for {@code ./weft torture}.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ShortFormTest {
    @ParameterizedTest
    @EnumSource(Through.class)
    @Spec("R-1")
    void aStormOfCancelsLeaksNothing(Through through) throws Exception {
        holds(new CancelStorm(), through);
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @Spec("R-4")
    void aCancelStopsTheQueryOnTheServerAndKeepsTheSession(Through through) throws Exception {
        holds(new StoppedQueries(), through);
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @Spec("R-5")
    void noCancelHitsTheNextQuery(Through through) throws Exception {
        holds(new WrongTarget(), through);
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @Spec({"R-7", "PL-1"})
    void connectionsAreHandedOnFirstComeFirstServed(Through through) throws Exception {
        holds(new FairTurns(), through);
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @Spec({"R-26", "PL-17"})
    void anEngineClosesUnderLoad(Through through) throws Exception {
        holds(new CloseUnderLoad(), through);
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @Spec({"R-14", "PL-16"})
    void thePoolRecoversFromACrashOfTheServer(Through through) throws Exception {
        holds(new Recovery(), through);
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @Spec("R-6")
    void nothingHangsWhateverTheNetworkDoes(Through through) throws Exception {
        holds(new Deadlines(), through);
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @Spec("R-10")
    void aCommitIsDoneFailedOrToldToBeUnknown(Through through) throws Exception {
        holds(new Bank(), through);
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @Spec("R-8")
    void aCrowdOfAwaitletsIsServedByTenConnections(Through through) throws Exception {
        holds(new Crowd(), through);
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @Spec({"R-18", "P-5"})
    void anInterruptByForeignCodeIsACancel(Through through) throws Exception {
        holds(new Interrupts(), through);
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @Spec({"R-17", "P-6"})
    void aLoopThatCatchesEverythingEndsWhenItIsCancelled(Through through) throws Exception {
        holds(new StubbornLoops(), through);
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @Spec({"R-21", "PL-15"})
    void aPoolThatWaitsForItselfIsToldAndGoesOn(Through through) throws Exception {
        holds(new NestedTasks(), through);
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @Spec("R-13")
    void aSessionCutOrSpoiledAtAnyByteEndsAndTheNextOneWorks(Through through) throws Exception {
        holds(new EveryByte(), through);
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @Spec({"R-25", "P-18"})
    void eachTaskHasItsOwnContext(Through through) throws Exception {
        holds(new Contexts(), through);
    }

    @ParameterizedTest
    @EnumSource(value = Through.class, names = "NATIVE")
    @Spec("R-20")
    void noVirtualThreadIsPinned(Through through) throws Exception {
        holds(new Pinning(), through);
    }

    private static void holds(Goal goal, Through through) throws Exception {
        var run = ShortRun.of(goal, through);
        assertThat(run.wrong()).as(run.toString()).isEmpty();
    }
}
