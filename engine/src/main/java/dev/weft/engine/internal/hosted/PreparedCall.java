package dev.weft.engine.internal.hosted;

import dev.weft.engine.Result;
import dev.weft.engine.internal.sql.JdbcBinder;
import dev.weft.engine.internal.sql.JdbcRows;
import dev.weft.engine.spi.StatementCall;
import dev.weft.engine.spi.WantedKeys;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** A statement of the async face as JDBC runs it. */
record PreparedCall(StatementCall call) {
    PreparedStatement prepare(Connection jdbc) throws SQLException {
        return switch (call.keys()) {
            case WantedKeys.None _ -> jdbc.prepareStatement(call.sql());
            case WantedKeys.All _ -> jdbc.prepareStatement(call.sql(), Statement.RETURN_GENERATED_KEYS);
            case WantedKeys.Named named ->
                jdbc.prepareStatement(call.sql(), named.columns().toArray(String[]::new));
        };
    }

    void bind(PreparedStatement statement) throws SQLException {
        JdbcBinder.bind(statement, call.parameters());
        if (call.maxRows() > 0) {
            statement.setMaxRows(call.maxRows());
        }
    }

    Result run(PreparedStatement statement) throws SQLException {
        bind(statement);
        if (statement.execute()) {
            try (var rows = statement.getResultSet()) {
                return JdbcRows.read(rows);
            }
        }
        var count = statement.getLargeUpdateCount();
        return call.keys() instanceof WantedKeys.None
                ? Result.ofCount(count)
                : Result.ofCount(count, generatedKeys(statement));
    }

    private static Result generatedKeys(PreparedStatement statement) throws SQLException {
        try (var keys = statement.getGeneratedKeys()) {
            return JdbcRows.read(keys);
        }
    }
}
