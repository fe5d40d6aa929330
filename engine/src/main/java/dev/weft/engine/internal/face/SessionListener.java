package dev.weft.engine.internal.face;

/**
 * What the holder of a JDBC face does to the session of its connection, so that the pool knows what is left to clean.
 *
 * <ul>
 *   <li>Told early rather than late: a change is told before its call is made, and stands even if the call fails; an
 *       end is told after its call has succeeded. So a connection may look dirtier than it is, and never cleaner.
 *   <li>It hears of calls, not of SQL: {@code SET} or {@code BEGIN} in the text of a statement is just a statement.
 * </ul>
 *
 * <p>Told on the task that holds the face.
 */
public interface SessionListener {
    /** A statement is about to run: without auto-commit, a transaction may be open from now on. */
    void statementRun();

    /** A commit or a rollback has succeeded: no transaction is open. */
    void transactionEnded();

    /**
     * Auto-commit is about to be switched off, or has been switched on, which commits an open transaction.
     *
     * @param on whether it is on from now on
     */
    void autoCommitChanged(boolean on);

    /**
     * A setting of the session is about to be changed.
     *
     * @param setting the setting; it may be told again, and may be given the value that it has
     */
    void sessionChanged(SessionSetting setting);
}
