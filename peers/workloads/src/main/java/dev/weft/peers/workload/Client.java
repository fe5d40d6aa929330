package dev.weft.peers.workload;

import java.util.concurrent.Executor;

/**
 * A contender at work, with its pool. Safe for use by many tasks.
 *
 * @param operation what it does
 * @param tasks what runs the tasks of its users: a thread for each, an event loop, or the caller
 * @param end closes it
 */
public record Client(Operation operation, Executor tasks, AutoCloseable end) {}
