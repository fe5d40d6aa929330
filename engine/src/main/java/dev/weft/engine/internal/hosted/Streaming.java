package dev.weft.engine.internal.hosted;

import java.sql.Connection;
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

    /** Each row is computed when it is read, if the session says so when the query is prepared and begun. */
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

    /** A mode of the session, until it is closed. */
    interface Mode extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    /**
     * Enters the mode in which queries are to be prepared and begun. H2 prepares a query again whose session has
     * changed in between, and cannot cancel it then.
     */
    Mode enter(Connection jdbc) throws SQLException {
        if (this != LAZY) {
            return () -> {};
        }
        set(jdbc, "set lazy_query_execution 1");
        return () -> set(jdbc, "set lazy_query_execution 0");
    }

    private static void set(Connection jdbc, String setting) throws SQLException {
        try (var statement = jdbc.createStatement()) {
            statement.execute(setting);
        }
    }
}
