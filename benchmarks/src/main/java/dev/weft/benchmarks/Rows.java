package dev.weft.benchmarks;

import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.Result;
import dev.weft.engine.Row;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Values out of rows of H2 in memory: of Weft's results, and of JDBC's by hand. */
public final class Rows {
    private static final int ROWS = 100;
    private static final String QUERY = "select id, name, stock from item order by id";
    private static final String SCALAR = "select count(*) from item";

    private Rows() {}

    /**
     * A row as a record.
     *
     * @param id a number
     * @param name a text
     * @param stock a smaller number
     */
    public record Item(long id, String name, int stock) {
        static Item of(ResultSet row) throws SQLException {
            return new Item(row.getLong("id"), row.getString("name"), row.getInt("stock"));
        }

        static List<Item> all(ResultSet rows) throws SQLException {
            var items = new ArrayList<Item>();
            while (rows.next()) {
                items.add(of(rows));
            }
            return items;
        }
    }

    /** Two connections to one database, each in a transaction. */
    public abstract static class Both extends InAwaitlet {
        private final AsyncEngine engine = AsyncEngine.create("h2:mem:rows");

        @SuppressWarnings("NullAway.Init") // set up first
        private Connection jdbc;

        @SuppressWarnings("NullAway.Init") // set up first
        private AsyncConnection weft;

        @Setup
        public void connect() throws SQLException {
            jdbc = DriverManager.getConnection("jdbc:h2:mem:rows");
            try (var statement = jdbc.createStatement()) {
                statement.execute("create table item (id bigint primary key, name varchar(40), stock int)");
                statement.execute("insert into item select x, 'item ' || x, x * 3 from system_range(1, " + ROWS + ")");
            }
            jdbc.setAutoCommit(false);
        }

        /** Each iteration is an awaitlet of its own, and so has a connection of its own. */
        @Setup(Level.Iteration)
        public void take() {
            weft = await(engine.connect().start());
        }

        @TearDown(Level.Iteration)
        public void giveBack() {
            weft.close();
        }

        @TearDown
        public void end() throws SQLException {
            jdbc.close();
            engine.close();
        }

        AsyncEngine engine() {
            return engine;
        }

        AsyncConnection weftConnection() {
            return weft;
        }

        Connection jdbcConnection() {
            return jdbc;
        }
    }

    /** Results that have been asked for before. */
    public abstract static class Mapping extends Both {
        @SuppressWarnings("NullAway.Init") // set up first
        private Result result;

        @SuppressWarnings("NullAway.Init") // set up first
        private ResultSet resultSet;

        @Setup
        public void read() throws SQLException {
            try (var connection = engine().connect()) {
                result = await(connection.execute(QUERY));
            }
            resultSet = jdbcConnection()
                    .createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)
                    .executeQuery(QUERY);
            resultSet.first();
        }

        Result result() {
            return result;
        }

        Row row() {
            return result.rows().getFirst();
        }

        ResultSet resultSet() {
            return resultSet;
        }
    }

    /** One row as a record. */
    public static class RowToRecord extends Mapping {
        @Benchmark
        public Item weft() {
            return row().as(Item.class);
        }

        @Benchmark
        public Item jdbc() throws SQLException {
            return Item.of(resultSet());
        }
    }

    /** A hundred rows as records. */
    public static class HundredRowsToRecords extends Mapping {
        @Benchmark
        public List<Item> weft() {
            return result().as(Item.class);
        }

        @Benchmark
        public List<Item> jdbc() throws SQLException {
            resultSet().beforeFirst();
            return Item.all(resultSet());
        }
    }

    /** A column by its name, as a text. */
    public static class TypedColumn extends Mapping {
        @Benchmark
        public @Nullable String weft() {
            return row().get("name", String.class);
        }

        @Benchmark
        public String jdbc() throws SQLException {
            return resultSet().getString("name");
        }
    }

    /** The first column of the first row, as a number. */
    public static class Scalar extends Mapping {
        @Benchmark
        public Optional<Long> weft() {
            return result().scalar(Long.class);
        }

        @Benchmark
        public Optional<Long> jdbc() throws SQLException {
            return resultSet().first() ? Optional.of(resultSet().getLong(1)) : Optional.empty();
        }
    }

    /** A query of one value. */
    public static class QueryOfScalar extends Both {
        @Benchmark
        public Optional<Long> weft() {
            return await(weftConnection().scalar(Long.class, SCALAR));
        }

        @Benchmark
        public Optional<Long> jdbc() throws SQLException {
            try (var statement = jdbcConnection().prepareStatement(SCALAR);
                    var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            }
        }
    }

    /** A query of a hundred rows, and records of them. */
    public static class QueryOfHundredRecords extends Both {
        @Benchmark
        public List<Item> weft() {
            return await(weftConnection().execute(QUERY)).as(Item.class);
        }

        @Benchmark
        public List<Item> jdbc() throws SQLException {
            try (var statement = jdbcConnection().prepareStatement(QUERY);
                    var rows = statement.executeQuery()) {
                return Item.all(rows);
            }
        }
    }
}
