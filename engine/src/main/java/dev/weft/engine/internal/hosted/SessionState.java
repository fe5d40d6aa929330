package dev.weft.engine.internal.hosted;

import dev.weft.engine.TransactionOptions;
import dev.weft.engine.internal.face.SessionSetting;
import dev.weft.engine.internal.sql.SessionSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has to be undone before a JDBC connection goes to its next holder: an open transaction, settings changed.
 *
 * <p>Touched by the connection's one operation at a time; the flags are volatile because the operations of one
 * connection run on different threads, which hand over through the pool's lock.
 */
final class SessionState {
    private final Connection jdbc;
    private final Map<SessionSetting, Undo> changed = new EnumMap<>(SessionSetting.class);
    private final TransactionRules rules;
    private final SessionRenewal renewal;
    private final SessionModes modes;
    private volatile @Nullable TransactionOptions pending; // the transaction to begin with the next statement
    private volatile boolean autoCommitOff;
    private volatile boolean transactionOpen;
    private volatile boolean touched;

    SessionState(Connection jdbc, TransactionRules rules, SessionRenewal renewal) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.renewal = renewal;
        this.modes = new SessionModes(jdbc, rules);
    }

    /** Puts one setting back to what it was. */
    @FunctionalInterface
    private interface Undo {
        void run() throws SQLException;
    }

    /** Begins a transaction lazily, so that a begin that is followed by nothing costs nothing. */
    void beginWithNextStatement(TransactionOptions options) {
        pending = options;
    }

    void forgetBegin() {
        pending = null;
    }

    /** Begins a transaction with the next statement, if that would run in none; tells whether it did. */
    boolean beginsHere() {
        if (transactionOpen || pending != null) {
            return false;
        }
        pending = TransactionOptions.defaults();
        return true;
    }

    /**
     * Before a statement of the async face: begins the transaction, if that is due. Without one, each statement is its
     * own.
     */
    void beforeStatement() throws SQLException {
        var options = pending;
        if (options != null) {
            begin(options);
        } else if (!transactionOpen) {
            autoCommitOn();
        }
        statementRun();
    }

    private void begin(TransactionOptions options) throws SQLException {
        if (modes.differFrom(options)) {
            autoCommitOn(); // what changes the session would begin a transaction
            if (options.isolation() != null) {
                keep(SessionSetting.ISOLATION);
            }
            modes.apply(options);
        }
        if (!autoCommitOff) {
            jdbc.setAutoCommit(false);
            autoCommitOff = true;
        }
        pending = null;
        statementRun();
        var first = rules.firstStatement(options);
        if (first != null) {
            try (var statement = jdbc.createStatement()) {
                statement.execute(first);
            }
        }
    }

    /** The isolation of the open transaction; begins the one that is due. */
    int isolation() throws SQLException {
        var options = pending;
        if (options != null) {
            begin(options);
        } else if (!transactionOpen && !modes.unchanged()) {
            autoCommitOn();
            modes.apply(TransactionOptions.defaults());
        }
        return jdbc.getTransactionIsolation();
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

    /** Something was or will be done to the session that nobody keeps count of. */
    void touch() {
        touched = true;
    }

    /** A statement is about to run that may change the session. */
    void sees(String sql) {
        if (!touched && SessionSql.changesSession(sql)) {
            touched = true;
        }
    }

    /** Tells whether only another connection can be as clean as this one was. */
    boolean pastRenewal() {
        return touched && renewal.discards();
    }

    /** Keeps the first value of a setting that is about to change, to go back to. */
    void changing(SessionSetting setting) {
        if (!renewal.sql().isEmpty() && cannotBeRead(setting)) {
            touch();
            return;
        }
        if (setting == SessionSetting.ISOLATION) {
            modes.isolationIsSetElsewhere();
        }
        keep(setting);
    }

    /** A search path is not one schema, and inside a transaction its own modes hide those of the session. */
    private boolean cannotBeRead(SessionSetting setting) {
        return switch (setting) {
            case SCHEMA -> true;
            case ISOLATION, READ_ONLY -> transactionOpen;
            default -> false;
        };
    }

    private void keep(SessionSetting setting) {
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
        return pending == null && !touched && !transactionOpen && changed.isEmpty() && modes.unchanged();
    }

    boolean needsWorkForJdbc() {
        return autoCommitOff || pending != null;
    }

    /** Brings a clean connection to the state in which JDBC hands out connections: auto-commit on. */
    void asJdbcHandsItOut() throws SQLException {
        pending = null;
        autoCommitOn();
    }

    private void autoCommitOn() throws SQLException {
        if (autoCommitOff) {
            jdbc.setAutoCommit(true);
            autoCommitOff = false;
        }
    }

    /** Undoes everything; the connection is clean afterwards, or the failure says that it is not. */
    void restore() throws SQLException {
        pending = null;
        if (transactionOpen) {
            jdbc.rollback();
            transactionOpen = false;
        }
        if (!changed.isEmpty()) {
            autoCommitOn(); // some settings are statements, which would begin a transaction
            for (var undo : changed.values()) {
                undo.run();
            }
            changed.clear();
            modes.isolationIsSetElsewhere();
        }
        if (!modes.unchanged()) {
            autoCommitOn();
            modes.apply(TransactionOptions.defaults());
        }
        if (touched) {
            autoCommitOn();
            renewal.run(jdbc);
            touched = false;
        }
        jdbc.clearWarnings();
    }
}
