package dev.weft.engine.internal.hosted;

import dev.weft.engine.CallResult;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.Result;
import dev.weft.engine.SqlNull;
import dev.weft.engine.SqlOut;
import dev.weft.engine.internal.sql.JdbcBinder;
import dev.weft.engine.internal.sql.JdbcRows;
import dev.weft.engine.spi.StatementCall;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A call of a procedure or function, {@code call p(?, ?)} or {@code ? = call f(?)}, in braces or without.
 *
 * @param call what was asked for
 * @param plan how its statement is run
 * @param byRow whether the OUT parameters are answered as a row
 */
record RoutineCall(StatementCall call, PreparedCall plan, boolean byRow) {
    private static final Pattern BRACES = Pattern.compile("\\s*+\\{(.*)}\\s*+", Pattern.DOTALL);
    private static final Pattern FUNCTION = Pattern.compile("\\s*+\\?\\s*+=\\s*+(.*)", Pattern.DOTALL);

    /**
     * Plans a call, before anything is sent.
     *
     * @throws FeatureRefused if the database has no such calls
     */
    static RoutineCall plan(StatementCall call, Dialect dialect) {
        var braces = BRACES.matcher(call.sql());
        var text = braces.matches() ? braces.group(1) : call.sql();
        var function = FUNCTION.matcher(text);
        return switch (dialect.statements().calls()) {
            case NONE ->
                throw new FeatureRefused(
                        dialect.name() + " has no procedures and no functions to call.",
                        "Run statements, or use a function inside of a SELECT.");
            case FUNCTIONS -> {
                refuseOut(call, function.matches() ? 1 : 0, dialect);
                // Read as a row: by its driver's own way, the result would have to be left unread for that.
                yield function.matches()
                        ? byRow(
                                call,
                                function.group(1),
                                call.parameters().subList(1, call.parameters().size()),
                                dialect)
                        : byRow(call, text, call.parameters(), dialect);
            }
            case BY_ROW ->
                function.matches()
                        ? byDriver(call, text, dialect)
                        : byRow(call, text, inOnly(call.parameters()), dialect);
            case BY_DRIVER -> byDriver(call, text, dialect);
        };
    }

    private static void refuseOut(StatementCall call, int from, Dialect dialect) {
        var parameters = call.parameters();
        if (parameters.subList(Math.min(from, parameters.size()), parameters.size()).stream()
                .anyMatch(SqlOut.class::isInstance)) {
            throw new FeatureRefused(
                    dialect.name() + " has no OUT parameters.",
                    "Call a function, {? = call f(...)}, or read the row that it answers.");
        }
    }

    private static RoutineCall byRow(
            StatementCall call, String sql, List<? extends @Nullable Object> in, Dialect dialect) {
        var statement = new StatementCall(sql, in, call.keys(), call.maxRows());
        return new RoutineCall(call, PreparedCall.plan(statement, dialect), true);
    }

    private static RoutineCall byDriver(StatementCall call, String text, Dialect dialect) {
        var statement = new StatementCall("{" + text.strip() + "}", call.parameters(), call.keys(), call.maxRows());
        return new RoutineCall(call, PreparedCall.plan(statement, dialect), false);
    }

    /** What goes in: PostgreSQL wants a NULL of the right type in the place of an OUT parameter. */
    private static List<@Nullable Object> inOnly(List<? extends @Nullable Object> parameters) {
        var in = new ArrayList<@Nullable Object>(parameters.size());
        for (var parameter : parameters) {
            in.add(
                    parameter instanceof SqlOut(var type, var value)
                            ? value == null ? new SqlNull(type) : value
                            : parameter);
        }
        return in;
    }

    /** Runs it; {@code running} hears the statement that does, so that it can be cancelled. */
    CallResult run(Connection jdbc, Consumer<Statement> running) throws SQLException {
        if (byRow) {
            try (var statement = plan.prepare(jdbc)) {
                running.accept(statement);
                return ofRow(plan.runForAll(statement));
            }
        }
        try (var statement = jdbc.prepareCall(plan.sql())) {
            running.accept(statement);
            bind(statement);
            var results = plan.allResults(statement, statement.execute());
            return CallResult.of(out(statement), results);
        }
    }

    private void bind(CallableStatement statement) throws SQLException {
        for (var i = 0; i < call.parameters().size(); i++) {
            var parameter = call.parameters().get(i);
            if (parameter instanceof SqlOut(var type, var in)) {
                statement.registerOutParameter(i + 1, type.getVendorTypeNumber());
                if (in != null) {
                    JdbcBinder.bind(statement, i + 1, in);
                }
            } else {
                JdbcBinder.bind(statement, i + 1, parameter);
            }
        }
    }

    private Map<Integer, @Nullable Object> out(CallableStatement statement) throws SQLException {
        var out = new HashMap<Integer, @Nullable Object>();
        for (var i = 0; i < call.parameters().size(); i++) {
            if (call.parameters().get(i) instanceof SqlOut) {
                out.put(i, JdbcRows.plain(statement.getObject(i + 1)));
            }
        }
        return out;
    }

    /** The row of a procedure holds its OUT and INOUT parameters, in order. */
    private CallResult ofRow(List<Result> results) {
        var indexes = IntStream.range(0, call.parameters().size())
                .filter(i -> call.parameters().get(i) instanceof SqlOut)
                .toArray();
        if (indexes.length == 0) {
            return CallResult.of(Map.of(), results);
        }
        var row = results.getFirst().one();
        var out = new HashMap<Integer, @Nullable Object>();
        for (var column = 0; column < indexes.length; column++) {
            out.put(indexes[column], row.get(column));
        }
        return CallResult.of(out, results.subList(1, results.size()));
    }
}
