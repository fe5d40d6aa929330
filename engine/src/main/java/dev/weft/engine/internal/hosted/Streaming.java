package dev.weft.engine.internal.hosted;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How a JDBC driver is brought to hand out the rows of a query as they are read, and what it may do meanwhile. */
enum Streaming {
    /** By the fetch size alone, as JDBC has it. */
    BY_FETCH_SIZE(true, null),

    /** By the fetch size, but only inside a transaction: the rows wait in a portal, which ends with it. */
    IN_TRANSACTION(true, null),

    /** The rows are on the wire: whatever else the connection does would first read them all into memory. */
    ON_THE_WIRE(false, "reading it was cancelled"),

    /** Each row is computed when it is read. Interrupting any statement of the connection interrupts them all. */
    STEPPED(true, "a statement of its connection was cancelled, and SQLite then ends every open query"),

    /** Each row is computed when it is read, if the session says so when the query starts. */
    LAZY(true, null);

    private final boolean sharesConnection;
    private final @Nullable String endedByCancel;

    Streaming(boolean sharesConnection, @Nullable String endedByCancel) {
        this.sharesConnection = sharesConnection;
        this.endedByCancel = endedByCancel;
    }

    static Streaming of(Dialect dialect) {
        return switch (dialect.name()) {
            case "postgresql" -> IN_TRANSACTION;
            case "mariadb" -> ON_THE_WIRE;
            case "sqlite" -> STEPPED;
            case "h2" -> LAZY;
            default -> BY_FETCH_SIZE;
        };
    }

    boolean sharesConnection() {
        return sharesConnection;
    }

    /** What becomes of every open cursor when a statement of its connection is cancelled, or null if nothing does. */
    @Nullable
    String endedByCancel() {
        return endedByCancel;
    }

    /** What stops the fetching of rows. */
    CancelRequest.Target fetching(Connection jdbc, PreparedStatement statement) throws SQLException {
        return this == IN_TRANSACTION ? ConnectionCancel.of(jdbc) : statement::cancel;
    }

    /** Runs a statement and answers whether it is a query. */
    boolean run(Connection jdbc, PreparedStatement statement) throws SQLException {
        if (this != LAZY) {
            return statement.execute();
        }
        try (var setting = jdbc.createStatement()) {
            setting.execute("set lazy_query_execution 1");
            try {
                return statement.execute();
            } finally {
                setting.execute("set lazy_query_execution 0");
            }
        }
    }
}
