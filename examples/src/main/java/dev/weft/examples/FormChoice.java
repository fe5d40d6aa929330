package dev.weft.examples;

import java.util.Locale;
import java.util.stream.Stream;

/** What {@code --form} may name. */
enum FormChoice {
    ALL("all of Weft's forms"),
    ASYNC("the async API: Core with jOOQ, then ORM"),
    AWAIT("async functions, called from blocking-style code through await"),
    UNCHANGED("unchanged blocking code, run over the engine by async"),
    WORKERS("the async API on worker threads: SQLite, whose driver is native code"),
    ADVANCED("what else an engine does: groups, streams, savepoints, time limits, isolation, events, reflection"),
    STANDARD("without Weft: blocking Hibernate on HikariCP");

    private final String title;

    FormChoice(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** The forms this choice stands for, in order. */
    Stream<FormChoice> forms() {
        return this == ALL ? Stream.of(ASYNC, AWAIT, UNCHANGED, WORKERS) : Stream.of(this);
    }

    /** The word after {@code --form}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
