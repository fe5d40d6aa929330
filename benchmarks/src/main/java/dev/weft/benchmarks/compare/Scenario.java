package dev.weft.benchmarks.compare;

import dev.weft.peers.workload.Workload;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What contenders are put to. */
enum Scenario {
    SEQUENTIAL("100 selects, one after the other, on one connection", Workload.SELECTS_IN_TURN, Load.STEADY, 1, 1),
    CONCURRENT("10 selects at once, on 10 connections", Workload.SELECT, Load.BURST, 10, 10),
    POINT_SELECT("a select by key, by 32 tasks on 8 connections", Workload.SELECT, Load.STEADY, 32, 8),
    OPEN_LOAD("2,000 such selects a second, each timed from when it was due", Workload.SELECT, Load.OPEN, 2_000, 8),
    DELAY_1MS("the select by 32 over a network of 1 ms there and back", Workload.SELECT, Load.STEADY, 32, 8),
    DELAY_5MS("the same over a network of 5 ms there and back", Workload.SELECT, Load.STEADY, 32, 8),
    STREAM("a stream of rows, a thousand at a time", Workload.STREAM, Load.STREAM, 1, 1),
    FIND("an entity by its identifier, by 32 tasks on 8 connections", Workload.FIND, Load.STEADY, 32, 8),
    UPDATE("find, change and commit, by 32 tasks on 8 connections", Workload.UPDATE, Load.STEADY, 32, 8),
    INSERT("1,000 new entities in one transaction, by 4 tasks", Workload.INSERT, Load.STEADY, 4, 4),
    JOIN_FETCH("an entity with its 20 by a join, by 32 tasks on 8", Workload.JOIN_FETCH, Load.STEADY, 32, 8),
    CROWD("very many tasks on 10 connections, 5 operations each", Workload.SELECT, Load.CROWD, 10_000, 10),
    CANCEL_STORM("8 callers give up queries, 4 connections", Workload.CANCEL, Load.STORM, 8, 4),
    START_UP("from the start of a JVM to its first answer, and at rest", Workload.SELECT, Load.START, 1, 1),
    PARKED("what a task takes that waits, on 10 connections", Workload.SELECT, Load.PARK, 10_000, 10);

    private final String title;
    private final Workload workload;
    private final Load load;
    private final int tasks;
    private final int connections;

    Scenario(String title, Workload workload, Load load, int tasks, int connections) {
        this.title = title;
        this.workload = workload;
        this.load = load;
        this.tasks = tasks;
        this.connections = connections;
    }

    /** Its name on the command line, such as {@code point-select}. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }

    Load load() {
        return load;
    }

    /** How many at a time; of an open load, how many operations begin in a second. */
    int tasks() {
        return tasks;
    }

    int connections() {
        return connections;
    }

    /** How long the network takes there and back, in milliseconds. */
    int delayMillis() {
        return switch (this) {
            case DELAY_1MS -> 1;
            case DELAY_5MS -> 5;
            default -> 0;
        };
    }

    /** What a contender does in it, if it can: where any operation will do, those without selects find entities. */
    Optional<Workload> workload(Set<Workload> offered) {
        if (offered.contains(workload)) {
            return Optional.of(workload);
        }
        return isForEverybody() && offered.contains(Workload.FIND) ? Optional.of(Workload.FIND) : Optional.empty();
    }

    private boolean isForEverybody() {
        return this == CROWD || this == START_UP || this == PARKED;
    }

    static Optional<Scenario> of(String id) {
        return Arrays.stream(values())
                .filter(one -> one.id().equalsIgnoreCase(id))
                .findFirst();
    }

    static String ids() {
        return Arrays.stream(values()).map(Scenario::id).collect(Collectors.joining(", "));
    }
}
