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
                new CloseUnderLoad(),
                new FairTurns(),
                new Recovery(),
                new Deadlines(),
                new Bank(),
                new Crowd(),
                new Pinning());
    }
}
