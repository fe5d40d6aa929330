package dev.weft.engine.internal.face;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A script of blocking-style code over one connection: most of what Hibernate, jOOQ, Flyway and Spring do with JDBC,
 * step by step, each step with the values it saw. A step that a driver refuses answers its refusal.
 */
final class FaceScript {
    /** How the outcome of a step starts that the driver refused. */
    static final String REFUSED = "refused: ";

    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final FaceDatabase database;

    FaceScript(FaceDatabase database) {
        this.database = database;
        statements();
        queries();
        cursors();
        transactions();
        largeObjects();
        metadata();
        settings();
        refusals();
    }

    /** Runs all steps in order. */
    Map<String, String> run(Connection connection) {
        var seen = new LinkedHashMap<String, String>();
        steps.forEach((name, step) -> seen.put(name, outcome(step, connection)));
        return seen;
    }

    private static String outcome(Step step, Connection connection) {
        try {
            return show(step.run(connection));
        } catch (SQLException refused) {
            return REFUSED + refused.getClass().getSimpleName() + " " + refused.getSQLState() + " "
                    + refused.getErrorCode() + " " + refused.getMessage();
        } catch (Exception failed) {
            return failed.toString();
        }
    }

    private void statements() {
        step("create table", c -> inStatement(c, s -> s.execute(database.createItem())));
        step("insert", c -> inStatement(c, s -> s.executeUpdate("insert into item(name, price) values ('a', 1.5)")));
        step("large update", c -> inStatement(c, s -> s.executeLargeUpdate("update item set price = 2.5")));
        step(
                "update count",
                c -> inStatement(c, s -> {
                    var rows = s.execute("update item set price = 3.5");
                    return List.of(rows, s.getUpdateCount(), s.getMoreResults(), s.getUpdateCount());
                }));
        step(
                "batch of statements",
                c -> inStatement(c, s -> {
                    s.addBatch("insert into item(name) values ('b')");
                    s.addBatch("insert into item(name) values ('c')");
                    return s.executeBatch();
                }));
        step(
                "batch of parameters",
                c -> prepared(c, "insert into item(name, price) values (?, ?)", s -> {
                    for (var name : List.of("d", "e", "f")) {
                        s.setString(1, name);
                        s.setBigDecimal(2, new BigDecimal("4.25"));
                        s.addBatch();
                    }
                    return s.executeBatch();
                }));
        step(
                "large batch",
                c -> prepared(c, "update item set price = ? where name = ?", s -> {
                    s.setInt(1, 9);
                    s.setString(2, "f");
                    s.addBatch();
                    return s.executeLargeBatch();
                }));
        step("generated keys", c -> {
            try (var s = c.prepareStatement("insert into item(name) values (?)", Statement.RETURN_GENERATED_KEYS)) {
                s.setString(1, "g");
                s.executeUpdate();
                try (var keys = s.getGeneratedKeys()) {
                    keys.next();
                    return keys.getLong(1);
                }
            }
        });
        step("generated key by name", c -> {
            try (var s = c.prepareStatement("insert into item(name) values ('h')", new String[] {"id"})) {
                s.execute();
                try (var keys = s.getGeneratedKeys()) {
                    keys.next();
                    return keys.getObject(1);
                }
            }
        });
        step("delete", c -> inStatement(c, s -> s.executeUpdate("delete from item where name = 'h'")));
        step(
                "null parameter",
                c -> prepared(c, "update item set note = ? where id = ?", s -> {
                    s.setNull(1, Types.CLOB);
                    s.setObject(2, 1);
                    return s.executeUpdate();
                }));
        step(
                "parameter with a type",
                c -> prepared(c, "select name from item where id = ?", s -> {
                    s.setObject(1, "1", JDBCType.INTEGER);
                    return rows(s.executeQuery());
                }));
    }

    private void queries() {
        step("query", c -> inStatement(c, s -> rows(s.executeQuery("select id, name, price from item order by id"))));
        step(
                "query again with the same statement",
                c -> prepared(c, "select name from item where id > ? order by id", s -> {
                    s.setInt(1, 4);
                    var first = rows(s.executeQuery());
                    s.clearParameters();
                    s.setInt(1, 6);
                    return List.of(first, rows(s.executeQuery()));
                }));
        step(
                "typed getters",
                c -> prepared(c, "select id, name, price, content from item where id = 1", s -> {
                    try (var r = s.executeQuery()) {
                        r.next();
                        return Arrays.asList(
                                r.getInt("id"),
                                r.getLong(1),
                                r.getString("name"),
                                r.getDouble(3),
                                r.getBigDecimal("price"),
                                r.getBytes("content"),
                                r.wasNull(),
                                r.getObject(2, String.class),
                                r.findColumn("price"));
                    }
                }));
        step(
                "execute and fetch",
                c -> inStatement(c, s -> {
                    var isQuery = s.execute("select name from item order by id");
                    return List.of(isQuery, rows(s.getResultSet()), s.getMoreResults(), s.getUpdateCount());
                }));
        step(
                "limits",
                c -> inStatement(c, s -> {
                    s.setMaxRows(2);
                    s.setFetchSize(1);
                    s.setQueryTimeout(5);
                    return List.of(
                            rows(s.executeQuery("select name from item order by id")),
                            s.getMaxRows(),
                            s.getFetchSize());
                }));
        step("rows after the statement's end", c -> {
            var s = c.createStatement();
            var r = s.executeQuery("select 1");
            s.close();
            return List.of(r.isClosed(), s.isClosed());
        });
        step(
                "quoted names",
                c -> inStatement(
                        c,
                        s -> List.of(
                                s.enquoteLiteral("o'clock"),
                                s.enquoteIdentifier("a b", true),
                                s.isSimpleIdentifier("item"))));
        step("prepared call", c -> {
            try (var call = c.prepareCall("select 1")) {
                return call.execute();
            }
        });
    }

    private void cursors() {
        step(
                "rows left open",
                c -> c.createStatement().executeQuery("select name from item").next());
        step("scrolling", c -> {
            try (var s = c.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                    var r = s.executeQuery("select name from item order by id")) {
                var seen = new ArrayList<@Nullable Object>();
                seen.add(r.isBeforeFirst());
                seen.add(r.last() ? r.getRow() : 0);
                seen.add(r.previous() ? r.getString(1) : "");
                seen.add(r.absolute(2) ? r.getString(1) : "");
                seen.add(r.relative(1) ? r.getString(1) : "");
                seen.add(r.first() && r.isFirst());
                r.afterLast();
                seen.add(r.isAfterLast());
                r.beforeFirst();
                seen.add(r.next());
                return seen;
            }
        });
        step("updatable rows", c -> {
            try (var s = c.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                    var r = s.executeQuery("select id, name from item where id = 2")) {
                r.next();
                r.updateString("name", "b2");
                r.updateRow();
                r.moveToInsertRow();
                r.updateInt("id", 50);
                r.updateString("name", "inserted");
                r.insertRow();
                r.moveToCurrentRow();
                return r.getString("name");
            }
        });
        step(
                "what the updatable rows left",
                c -> inStatement(
                        c, s -> rows(s.executeQuery("select id, name from item where id in (2, 50) order by id"))));
    }

    private void transactions() {
        step("commit", c -> {
            c.setAutoCommit(false);
            inStatement(c, s -> s.executeUpdate("insert into item(name) values ('kept')"));
            c.commit();
            return List.of(count(c, "kept"), c.getAutoCommit());
        });
        step("rollback", c -> {
            inStatement(c, s -> s.executeUpdate("insert into item(name) values ('dropped')"));
            c.rollback();
            return count(c, "dropped");
        });
        step("savepoint", c -> {
            inStatement(c, s -> s.executeUpdate("insert into item(name) values ('before')"));
            var savepoint = c.setSavepoint("here");
            inStatement(c, s -> s.executeUpdate("insert into item(name) values ('after')"));
            c.rollback(savepoint);
            c.commit();
            return List.of(count(c, "before"), count(c, "after"), savepoint.getSavepointName());
        });
        step("released savepoint", c -> {
            var savepoint = c.setSavepoint();
            c.releaseSavepoint(savepoint);
            c.commit();
            return "released";
        });
        step("auto-commit", c -> {
            c.setAutoCommit(true);
            return c.getAutoCommit();
        });
    }

    private void largeObjects() {
        step(
                "bytes in a stream",
                c -> prepared(c, "update item set content = ? where id = 1", s -> {
                    s.setBinaryStream(1, new ByteArrayInputStream(new byte[] {1, 2, 3}), 3);
                    return s.executeUpdate();
                }));
        step(
                "characters in a stream",
                c -> prepared(c, "update item set note = ? where id = 1", s -> {
                    s.setCharacterStream(1, new StringReader("a long note"), 11);
                    return s.executeUpdate();
                }));
        step(
                "blob",
                c -> inStatement(c, s -> {
                    var r = s.executeQuery("select content from item where id = 1");
                    r.next();
                    var blob = r.getBlob(1);
                    return List.of(
                            blob.length(),
                            show(blob.getBytes(1, 2)),
                            show(blob.getBinaryStream().readAllBytes()));
                }));
        step(
                "clob",
                c -> inStatement(c, s -> {
                    var r = s.executeQuery("select note from item where id = 1");
                    r.next();
                    var clob = r.getClob(1);
                    try (var reader = clob.getCharacterStream()) {
                        var read = new char[4];
                        return List.of(clob.length(), clob.getSubString(3, 4), reader.read(read), new String(read));
                    }
                }));
        step(
                "stream of a column",
                c -> inStatement(c, s -> {
                    var r = s.executeQuery("select content from item where id = 1");
                    r.next();
                    return r.getBinaryStream(1).readAllBytes();
                }));
        step(
                "blob from row to row",
                c -> inStatement(c, s -> {
                    var r = s.executeQuery("select content, note from item where id = 1");
                    r.next();
                    return prepared(c, "update item set content = ?, note = ? where id = 2", copy -> {
                        copy.setBlob(1, r.getBlob(1));
                        copy.setClob(2, r.getClob(2));
                        return copy.executeUpdate();
                    });
                }));
        step(
                "new blob",
                c -> prepared(c, "update item set content = ? where id = 3", s -> {
                    var blob = c.createBlob();
                    try (var out = blob.setBinaryStream(1)) {
                        out.write("made".getBytes(StandardCharsets.UTF_8));
                    }
                    s.setBlob(1, blob);
                    var updated = s.executeUpdate();
                    blob.free();
                    return updated;
                }));
        step(
                "what was copied",
                c -> inStatement(c, s -> {
                    var r = s.executeQuery("select content, note from item where id in (2, 3) order by id");
                    var seen = new ArrayList<@Nullable Object>();
                    while (r.next()) {
                        seen.add(r.getBytes(1));
                        seen.add(r.getString(2));
                    }
                    return seen;
                }));
        step("array", c -> {
            var array = c.createArrayOf("INTEGER", new Object[] {1, 2});
            return array == null ? "none" : List.of(show(array.getArray()), array.getBaseTypeName());
        });
    }

    private void metadata() {
        step(
                "product",
                c -> List.of(
                        c.getMetaData().getDatabaseProductName(),
                        c.getMetaData().getDriverMajorVersion()));
        step(
                "abilities",
                c -> List.of(
                        c.getMetaData().supportsBatchUpdates(),
                        c.getMetaData().getIdentifierQuoteString(),
                        c.getMetaData().storesUpperCaseIdentifiers()));
        step("tables", c -> {
            try (var tables = c.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
                var names = new ArrayList<String>();
                while (tables.next()) {
                    names.add(tables.getString("TABLE_NAME"));
                }
                return names;
            }
        });
        step(
                "columns of a result",
                c -> prepared(c, "select id, name as label from item", s -> {
                    var columns = s.getMetaData();
                    return List.of(
                            columns.getColumnCount(),
                            columns.getColumnLabel(2),
                            columns.getColumnType(1),
                            columns.isNullable(1));
                }));
        step(
                "columns of rows",
                c -> inStatement(c, s -> {
                    var r = s.executeQuery("select id, price from item");
                    return List.of(
                            r.getMetaData().getColumnCount(), r.getMetaData().getColumnName(2), r.getType());
                }));
        step(
                "parameters",
                c -> prepared(
                        c,
                        "select id from item where id = ?",
                        s -> s.getParameterMetaData().getParameterCount()));
    }

    private void settings() {
        step("isolation", c -> {
            c.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            return c.getTransactionIsolation();
        });
        step("read only", Connection::isReadOnly);
        step("catalog and schema", c -> Arrays.asList(c.getCatalog(), c.getSchema()));
        step("another schema", c -> {
            c.setSchema("ELSEWHERE");
            return "changed";
        });
        step("client info", c -> {
            c.setClientInfo("ApplicationName", "script");
            return c.getClientInfo("ApplicationName");
        });
        step("holdability", Connection::getHoldability);
        step("validity", c -> List.of(c.isValid(1), c.isClosed()));
        step("warnings", c -> Arrays.asList(c.getWarnings(), c.nativeSQL("select 1")));
        step("type map", Connection::getTypeMap);
        step("network timeout", Connection::getNetworkTimeout);
    }

    private void refusals() {
        step("no such table", c -> inStatement(c, s -> s.executeQuery("select * from nowhere")));
        step("duplicate key", c -> inStatement(c, s -> s.execute("insert into item(id) values (1)")));
        step("missing parameter", c -> prepared(c, "select id from item where id = ?", s -> rows(s.executeQuery())));
        step(
                "no such column",
                c -> inStatement(c, s -> {
                    var r = s.executeQuery("select id from item");
                    r.next();
                    return r.getString("nothing");
                }));
        step(
                "rows that are closed",
                c -> inStatement(c, s -> {
                    var r = s.executeQuery("select id from item");
                    r.close();
                    return r.next();
                }));
        step(
                "failing batch",
                c -> inStatement(c, s -> {
                    s.addBatch("insert into item(id) values (1)");
                    return s.executeBatch();
                }));
    }

    private void step(String name, Step step) {
        if (steps.put(name, step) != null) {
            throw new IllegalArgumentException("two steps are called " + name);
        }
    }

    private static @Nullable Object inStatement(Connection connection, Work<Statement> work) throws Exception {
        try (var statement = connection.createStatement()) {
            return work.run(statement);
        }
    }

    private static @Nullable Object prepared(Connection connection, String sql, Work<PreparedStatement> work)
            throws Exception {
        try (var statement = connection.prepareStatement(sql)) {
            return work.run(statement);
        }
    }

    private static Object count(Connection connection, String name) throws Exception {
        try (var statement = connection.prepareStatement("select count(*) from item where name = ?")) {
            statement.setString(1, name);
            return rows(statement.executeQuery());
        }
    }

    private static List<List<@Nullable Object>> rows(ResultSet result) throws SQLException {
        var rows = new ArrayList<List<@Nullable Object>>();
        try (result) {
            var columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                var row = new ArrayList<@Nullable Object>();
                for (var column = 1; column <= columns; column++) {
                    row.add(result.getObject(column));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static String show(@Nullable Object value) {
        return switch (value) {
            case byte[] bytes -> Arrays.toString(bytes);
            case int[] counts -> Arrays.toString(counts);
            case long[] counts -> Arrays.toString(counts);
            case Object[] values -> Arrays.deepToString(values);
            case List<?> values ->
                values.stream().map(FaceScript::show).toList().toString();
            case null, default -> String.valueOf(value);
        };
    }

    /** One step: what it does, answering what it saw. */
    @FunctionalInterface
    interface Step {
        @Nullable
        Object run(Connection connection) throws Exception;
    }

    @FunctionalInterface
    private interface Work<S> {
        @Nullable
        Object run(S statement) throws Exception;
    }
}
