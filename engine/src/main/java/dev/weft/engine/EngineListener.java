package dev.weft.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What hears of the life of an engine: its pool, connections, transactions, statements and errors, on both faces.
 *
 * <ul>
 *   <li>Written in blocking style: methods with a {@link ListenerConnection} are called inside an awaitlet, in the
 *       operation's turn, and may run statements on it. These fire no events.
 *   <li>What is called <em>before</em> something ({@link #firstConnected}, {@link #connected}, {@link #checkedOut},
 *       {@link #beginning}, {@link #committing}, {@link #beforeStatement}) can keep it from happening: its failure is
 *       the failure of the operation. What is called <em>after</em> cannot: its failure is logged at level WARNING, and
 *       the operation ends as it would have.
 *   <li>A cancel of the operation reaches a statement of a listener that is called before it, as any other statement:
 *       the connection stays usable or is discarded. What is called after is not reached by cancels.
 *   <li>Several are called in the order in which they were registered.
 *   <li>An engine without listeners pays nothing for them; one that has some starts an awaitlet for each operation.
 * </ul>
 *
 * <p>Registered by {@link AsyncEngine#listen}. Must be safe for use by many threads. It must not use the
 * {@link AsyncConnection} whose operation it hears of: that waits for the operation, which waits for the listener.
 */
public interface EngineListener {
    /**
     * The engine's first connection has been made, and nobody has used it yet: the place for what is done once to the
     * database, such as making a schema. Called once in the engine's life, however many connections are made at the
     * same time; the others wait. A failure closes the connection and fails the attempt; then the next one is the
     * first. A listener that is added after it is not told.
     *
     * @param connection the new connection, of which {@link #connected} is told next
     */
    default void firstConnected(ListenerConnection connection) {}

    /**
     * A connection of the driver has been made, and nobody has used it yet. What is done to it here may last for all
     * its life, if the driver does not undo it on its return to the pool. A failure closes it and fails the attempt.
     *
     * @param connection the new connection
     */
    default void connected(ListenerConnection connection) {}

    /**
     * A connection is about to be handed to a holder. A failure replaces it and fails the holder's operation.
     *
     * @param connection the connection
     */
    default void checkedOut(ListenerConnection connection) {}

    /**
     * A connection is about to return to the pool; it is made clean afterwards.
     *
     * @param connection the connection
     */
    default void checkedIn(ListenerConnection connection) {}

    /**
     * A connection that came back is clean: what its holder had left open or changed is undone. It is about to be
     * handed to the next holder, or kept. Called where that happens; it must not wait, and cannot run statements, as
     * {@link #checkedIn} can. Not called for a connection that is closed instead.
     *
     * @param info what is kept beside the connection
     */
    default void reset(Map<String, Object> info) {}

    /**
     * A connection is about to be discarded because a holder invalidated it, or because it was found to be broken:
     * while it was in use, by a ping, or because it would not become clean. Called where that happens; it must not
     * wait.
     *
     * @param cause why, or null if that was not said
     */
    default void invalidated(@Nullable Throwable cause) {}

    /**
     * A connection that came back is about to be discarded because the connections of its time were dropped while it
     * was in use: by {@link AsyncEngine#dispose}, or because another one was found dead. Its holder did not notice.
     * Called where that happens; it must not wait.
     *
     * @param info what is kept beside the connection
     */
    default void softlyInvalidated(Map<String, Object> info) {}

    /**
     * A connection has left the pool because its holder was collected by the garbage collector without having closed
     * it. It is cut off, and {@link #closed} is told of it too. Called where that is found; it must not wait.
     *
     * @param info what is kept beside the connection
     */
    default void detached(Map<String, Object> info) {}

    /**
     * A connection of the driver has been closed, in the pool or detached from it. Called where that happens; it must
     * not wait.
     */
    default void closed() {}

    /**
     * A transaction is about to begin.
     *
     * @param connection the connection
     * @param options what it is to be
     */
    default void beginning(ListenerConnection connection, TransactionOptions options) {}

    /**
     * A transaction is about to be committed.
     *
     * @param connection the connection, still in the transaction
     */
    default void committing(ListenerConnection connection) {}

    /**
     * A transaction has been committed.
     *
     * @param connection the connection; what is run on it now is committed by itself
     */
    default void committed(ListenerConnection connection) {}

    /**
     * A transaction has been rolled back.
     *
     * @param connection the connection; what is run on it now is committed by itself
     */
    default void rolledBack(ListenerConnection connection) {}

    /**
     * A savepoint was set, released or rolled back to.
     *
     * @param connection the connection
     * @param name the savepoint's name
     * @param step what was done
     */
    default void savepoint(ListenerConnection connection, String name, SavepointStep step) {}

    /**
     * A statement, or a batch, is about to run.
     *
     * @param connection the connection
     * @param statement the statement
     */
    default void beforeStatement(ListenerConnection connection, StatementEvent statement) {}

    /**
     * A statement has ended, in whatever way.
     *
     * @param connection the connection; inside a failed transaction, some databases refuse more statements
     * @param statement the statement
     * @param outcome how long it took, and whether it failed
     */
    default void afterStatement(ListenerConnection connection, StatementEvent statement, StatementOutcome outcome) {}

    /**
     * An operation of the async face has failed, or has been cancelled. Called where that happens; it must not wait.
     *
     * @param operation the SQL text, or the name of the operation, such as {@code commit}
     * @param failure the failure, as its caller gets it
     */
    default void failed(String operation, Throwable failure) {}

    /** The engine's idle connections have been dropped. Called where that happens; it must not wait. */
    default void disposed() {}

    /** The engine is about to close. Called where that happens; it must not wait. */
    default void closing() {}

    /** What was done with a savepoint. */
    enum SavepointStep {
        /** It was set. */
        SET,
        /** It was released; what was done since is part of the transaction. */
        RELEASED,
        /** What was done since was undone. */
        ROLLED_BACK
    }
}
