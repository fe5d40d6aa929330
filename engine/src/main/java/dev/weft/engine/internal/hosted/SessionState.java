package dev.weft.engine.internal.hosted;

import dev.weft.engine.internal.face.SessionSetting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/**
 * What has to be undone before a JDBC connection goes to its next holder: an open transaction, settings changed.
 *
 * <p>Touched by the connection's one operation at a time; the flags are volatile because the operations of one
 * connection run on different threads, which hand over through the pool's lock.
 */
final class SessionState {
    private final Connection jdbc;
    private final Map<SessionSetting, Undo> changed = new EnumMap<>(SessionSetting.class);
    private volatile boolean beginPending;
    private volatile boolean autoCommitOff;
    private volatile boolean transactionOpen;

    SessionState(Connection jdbc) {
        this.jdbc = jdbc;
    }

    /** Puts one setting back to what it was. */
    @FunctionalInterface
    private interface Undo {
        void run() throws SQLException;
    }

    /** Begins a transaction lazily, so that a begin that is followed by nothing costs nothing. */
    void beginWithNextStatement() {
        beginPending = true;
    }

    void forgetBegin() {
        beginPending = false;
    }

    /** Before a statement of the async face: begins the transaction, if that is due. */
    void beforeStatement() throws SQLException {
        if (beginPending) {
            if (!autoCommitOff) {
                jdbc.setAutoCommit(false);
                autoCommitOff = true;
            }
            beginPending = false;
        }
        statementRun();
    }

    void statementRun() {
        transactionOpen |= autoCommitOff;
    }

    boolean transactionOpen() {
        return transactionOpen;
    }

    void transactionEnded() {
        transactionOpen = false;
    }

    void autoCommit(boolean on) {
        autoCommitOff = !on;
        transactionOpen &= !on;
    }

    /** Keeps the first value of a setting that is about to change, to go back to. */
    void changing(SessionSetting setting) {
        if (!changed.containsKey(setting)) {
            changed.put(setting, undo(setting));
        }
    }

    private Undo undo(SessionSetting setting) {
        try {
            return switch (setting) {
                case CATALOG -> {
                    var catalog = jdbc.getCatalog();
                    yield () -> jdbc.setCatalog(catalog);
                }
                case CLIENT_INFO -> {
                    var info = jdbc.getClientInfo();
                    yield () -> jdbc.setClientInfo(info);
                }
                case HOLDABILITY -> {
                    var holdability = jdbc.getHoldability();
                    yield () -> jdbc.setHoldability(holdability);
                }
                case ISOLATION -> {
                    var isolation = jdbc.getTransactionIsolation();
                    yield () -> jdbc.setTransactionIsolation(isolation);
                }
                case NETWORK_TIMEOUT -> {
                    var timeout = jdbc.getNetworkTimeout();
                    yield () -> jdbc.setNetworkTimeout(Runnable::run, timeout);
                }
                case READ_ONLY -> {
                    var readOnly = jdbc.isReadOnly();
                    yield () -> jdbc.setReadOnly(readOnly);
                }
                case SCHEMA -> {
                    var schema = jdbc.getSchema();
                    yield () -> jdbc.setSchema(schema);
                }
                case TYPE_MAP -> {
                    var types = jdbc.getTypeMap();
                    yield () -> jdbc.setTypeMap(types);
                }
                case SHARDING_KEY ->
                    () -> {
                        throw new SQLException("a sharding key cannot be read, so it cannot be put back");
                    };
            };
        } catch (SQLException unknown) {
            return () -> {
                throw unknown; // what cannot be put back costs the connection
            };
        }
    }

    /**
     * Auto-commit left off is no dirt: the next transaction of the async face needs it so, a JDBC face switches it on.
     */
    boolean clean() {
        return !transactionOpen && changed.isEmpty();
    }

    boolean needsWorkForJdbc() {
        return autoCommitOff || beginPending;
    }

    /** Brings a clean connection to the state in which JDBC hands out connections: auto-commit on. */
    void asJdbcHandsItOut() throws SQLException {
        beginPending = false;
        if (autoCommitOff) {
            jdbc.setAutoCommit(true);
            autoCommitOff = false;
        }
    }

    /** Undoes everything; the connection is clean afterwards, or the failure says that it is not. */
    void restore() throws SQLException {
        beginPending = false;
        if (transactionOpen) {
            jdbc.rollback();
            transactionOpen = false;
        }
        if (!changed.isEmpty()) {
            asJdbcHandsItOut(); // some settings are statements, which would begin a transaction
            for (var undo : changed.values()) {
                undo.run();
            }
            changed.clear();
        }
        jdbc.clearWarnings();
    }
}
