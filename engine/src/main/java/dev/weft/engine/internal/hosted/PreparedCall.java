package dev.weft.engine.internal.hosted;

import dev.weft.engine.FeatureRefused;
import dev.weft.engine.ParameterMismatch;
import dev.weft.engine.Result;
import dev.weft.engine.internal.sql.JdbcBinder;
import dev.weft.engine.internal.sql.JdbcRows;
import dev.weft.engine.internal.sql.ReturningClause;
import dev.weft.engine.internal.sql.SqlShape;
import dev.weft.engine.spi.StatementCall;
import dev.weft.engine.spi.WantedKeys;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement of the async face as JDBC runs it.
 *
 * @param sql its text, with a RETURNING clause if keys are answered by that
 * @param call what was asked for
 * @param keys the keys the driver is asked for
 * @param keysAsRows whether the rows it answers are the keys
 */
record PreparedCall(String sql, StatementCall call, WantedKeys keys, boolean keysAsRows) {
    /**
     * Plans a statement, before anything is sent.
     *
     * @throws ParameterMismatch if it has another number of placeholders than parameters
     * @throws FeatureRefused if the database cannot do what was asked for
     */
    static PreparedCall plan(StatementCall call, Dialect dialect) {
        var shape = SqlShape.of(call.sql(), dialect.name());
        if (shape.placeholders() != call.parameters().size()) {
            throw new ParameterMismatch(
                    call.sql(), shape.placeholders(), call.parameters().size());
        }
        if (shape.several() && !dialect.statements().several()) {
            throw new FeatureRefused(
                    dialect.name() + " would run only the first of the several statements in this text.",
                    "Run them one by one.");
        }
        var plain = new PreparedCall(call.sql(), call, WantedKeys.NONE, false);
        if (call.keys() instanceof WantedKeys.None || shape.returning() || !shape.writes()) {
            return plain;
        }
        return switch (dialect.statements().keys()) {
            case BY_DRIVER -> new PreparedCall(call.sql(), call, call.keys(), false);
            case BY_DRIVER_WITHOUT_NAMES -> {
                if (call.keys() instanceof WantedKeys.Named) {
                    throw new FeatureRefused(
                            "This database answers the key it made, but no columns by name.",
                            "Use returningKeys() without names, and read the first column.");
                }
                yield new PreparedCall(call.sql(), call, call.keys(), false);
            }
            case RETURNING_BUT_UPDATE -> {
                if (shape.firstWord().equals("update")) {
                    throw new FeatureRefused(
                            dialect.name() + " cannot answer columns of the rows that an UPDATE changes.",
                            "Select them in the same transaction.");
                }
                yield returning(call, shape);
            }
            case RETURNING -> returning(call, shape);
        };
    }

    private static PreparedCall returning(StatementCall call, SqlShape shape) {
        return new PreparedCall(ReturningClause.added(call.sql(), shape, call.keys()), call, WantedKeys.NONE, true);
    }

    PreparedStatement prepare(Connection jdbc) throws SQLException {
        return switch (keys) {
            case WantedKeys.None _ -> jdbc.prepareStatement(sql);
            case WantedKeys.All _ -> jdbc.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS);
            case WantedKeys.Named named ->
                jdbc.prepareStatement(sql, named.columns().toArray(String[]::new));
        };
    }

    /** Runs it, and answers its first result. */
    Result run(PreparedStatement statement) throws SQLException {
        return result(statement, start(statement));
    }

    /** Runs it, and answers all its results. */
    List<Result> runForAll(PreparedStatement statement) throws SQLException {
        return allResults(statement, start(statement));
    }

    void bind(PreparedStatement statement) throws SQLException {
        JdbcBinder.bind(statement, call.parameters());
        if (call.maxRows() > 0) {
            statement.setMaxRows(call.maxRows());
        }
    }

    private boolean start(PreparedStatement statement) throws SQLException {
        bind(statement);
        return statement.execute();
    }

    List<Result> allResults(PreparedStatement statement, boolean rows) throws SQLException {
        var results = new ArrayList<Result>();
        var more = rows;
        while (more || statement.getUpdateCount() != -1) {
            results.add(result(statement, more));
            more = statement.getMoreResults();
        }
        return results;
    }

    private Result result(PreparedStatement statement, boolean rows) throws SQLException {
        if (rows) {
            try (var set = statement.getResultSet()) {
                var read = JdbcRows.read(set);
                return keysAsRows ? Result.ofCount(read.size(), read) : read;
            }
        }
        var count = statement.getLargeUpdateCount();
        return keys instanceof WantedKeys.None
                ? Result.ofCount(count)
                : Result.ofCount(count, generatedKeys(statement));
    }

    private static Result generatedKeys(PreparedStatement statement) throws SQLException {
        try (var made = statement.getGeneratedKeys()) {
            return JdbcRows.read(made);
        }
    }
}
