package dev.weft.peers.workload;

import java.sql.Connection;
import java.sql.SQLException;

/** The operations of whoever has connections of JDBC. */
public final class JdbcWork {
    private JdbcWork() {}

    /** What is done on a connection. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it.
         *
         * @param connection the connection
         * @throws SQLException if it fails
         */
        void on(Connection connection) throws SQLException;
    }

    /** Where connections come from. */
    @FunctionalInterface
    public interface Source {
        /**
         * Takes a connection, works on it and gives it back.
         *
         * @param work what to do
         * @throws SQLException if there is none, or the work fails
         */
        void with(Work work) throws SQLException;
    }

    /**
     * The operation of a workload.
     *
     * @param workload one of those without entities
     * @param source where connections come from
     * @param rows how many rows a stream has
     * @return the operation
     */
    public static Operation of(Workload workload, Source source, int rows) {
        return switch (workload) {
            case SELECT -> (Operation.Blocking) number -> source.with(connection -> select(connection, number));
            case SELECTS_IN_TURN ->
                (Operation.Blocking) number -> source.with(connection -> {
                    for (var i = 0; i < Rows.IN_TURN; i++) {
                        select(connection, (number >>> 1) + i);
                    }
                });
            case STREAM -> (Operation.Blocking) _ -> source.with(connection -> stream(connection, rows));
            default -> throw new IllegalArgumentException("not a workload of JDBC: " + workload);
        };
    }

    private static void select(Connection connection, int number) throws SQLException {
        var id = Rows.item(number);
        try (var statement = connection.prepareStatement(Rows.SELECT)) {
            statement.setInt(1, id);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("there is no item " + id);
                }
                Rows.check(id, rows.getInt(1), rows.getString(2), rows.getInt(3));
            }
        }
    }

    private static void stream(Connection connection, int wanted) throws SQLException {
        connection.setAutoCommit(false); // or the driver would read it all at once
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(Rows.AT_A_TIME);
            var count = 0L;
            try (var rows = statement.executeQuery(Rows.stream(wanted))) {
                while (rows.next()) {
                    count += Rows.streamed(rows.getInt(1), rows.getString(2), rows.getInt(3));
                }
            }
            Rows.checkStreamed(wanted, count);
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
