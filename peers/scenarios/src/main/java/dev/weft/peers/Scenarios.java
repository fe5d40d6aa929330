package dev.weft.peers;

import java.util.List;

/** All scenarios, in the order in which they run. */
public final class Scenarios {
    private Scenarios() {}

    /**
     * What a scenario is called.
     *
     * @param id the number of the goal that it is the peers' form of, such as {@code R-1}
     * @param title what is asked of the peer, in a few words
     */
    public record Named(String id, String title) {}

    /**
     * What the scenarios are called.
     *
     * @return a list, in the order in which they run
     */
    public static List<Named> names() {
        return all().stream()
                .map(scenario -> new Named(scenario.id(), scenario.title()))
                .toList();
    }

    static List<Scenario> all() {
        return List.of(
                new CancelStorm(),
                new StoppedQueries(),
                new NextQuery(),
                new ForgottenConnections(),
                new FairTurns(),
                new Crowd(),
                new Crash(),
                new IdleBlocks());
    }
}
