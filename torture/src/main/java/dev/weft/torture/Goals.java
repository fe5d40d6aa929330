package dev.weft.torture;

import java.util.List;

/** All goals, in the order in which they run. */
final class Goals {
    private Goals() {}

    static List<Goal> all() {
        return List.of(
                new CancelStorm(),
                new StoppedQueries(),
                new WrongTarget(),
                new Interrupts(),
                new StubbornLoops(),
                new CloseUnderLoad(),
                new FairTurns(),
                new NestedTasks(),
                new Recovery(),
                new Deadlines(),
                new EveryByte(),
                new Bank(),
                new Crowd(),
                new Contexts(),
                new Pinning());
    }
}
