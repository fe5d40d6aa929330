package dev.weft.engine.internal.face;

import static dev.weft.engine.internal.face.Way.EXECUTES;
import static dev.weft.engine.internal.face.Way.LOCAL;
import static dev.weft.engine.internal.face.Way.LOOKS_UP;
import static dev.weft.engine.internal.face.Way.OWN;
import static dev.weft.engine.internal.face.Way.RELEASES;
import static dev.weft.engine.internal.face.Way.RUNS;
import static dev.weft.engine.internal.face.Way.STEPS;
import static dev.weft.engine.internal.face.Way.WAITS;

import java.lang.reflect.Method;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The table by which every method of java.sql is classed, for all drivers together: a call waits if it waits with any
 * of PostgreSQL, MariaDB, SQLite and H2. The first rule that names a method holds; a method without a rule is an error.
 *
 * <p>Getters and setters of single values stay local although a driver may look a type up for one (PostgreSQL), or read
 * a large object behind one (H2): they are called for every column, and hopping for each would cost more than all the
 * rest.
 */
final class FaceTable {
    /** The settings of a session, by the method that changes them. */
    static final Map<String, SessionSetting> SETTINGS = Map.of(
            "setCatalog", SessionSetting.CATALOG,
            "setHoldability", SessionSetting.HOLDABILITY,
            "setNetworkTimeout", SessionSetting.NETWORK_TIMEOUT,
            "setReadOnly", SessionSetting.READ_ONLY,
            "setSchema", SessionSetting.SCHEMA,
            "setShardingKey", SessionSetting.SHARDING_KEY,
            "setShardingKeyIfValid", SessionSetting.SHARDING_KEY,
            "setTransactionIsolation", SessionSetting.ISOLATION,
            "setTypeMap", SessionSetting.TYPE_MAP);

    /** The faces, each with the name of its delegate. */
    static final List<Part> PARTS = List.of(
            new Part(
                    Connection.class,
                    "connection",
                    rule(OWN, "close|isClosed|abort|commit|rollback|setAutoCommit|setClientInfo|getMetaData"),
                    rule(
                            RUNS,
                            "(set|release)Savepoint|getCatalog|getSchema|getTransactionIsolation|isReadOnly|isValid"),
                    rule(RUNS, "create(ArrayOf|Blob|Clob|NClob|SQLXML|Struct)"),
                    rule(WAITS, "prepare(Statement|Call)|set(Catalog|NetworkTimeout|ReadOnly|Schema)"),
                    rule(WAITS, "setTransactionIsolation|setShardingKey|setShardingKeyIfValid"),
                    rule(LOOKS_UP, "getWarnings|getClientInfo"),
                    rule(LOCAL, "createStatement|nativeSQL|getAutoCommit|getNetworkTimeout|[gs]etHoldability"),
                    rule(LOCAL, "[gs]etTypeMap|clearWarnings|beginRequest|endRequest")),
            new Part(
                    Statement.class,
                    "statement",
                    rule(OWN, "close|isClosed|cancel|getConnection|getMoreResults|(isC|c)loseOnCompletion"),
                    rule(EXECUTES, "execute(Large)?(Query|Update|Batch)?"),
                    rule(RUNS, "getGeneratedKeys"),
                    rule(WAITS, "[gs]etQueryTimeout|enquote(Identifier|Literal|NCharLiteral)|isSimpleIdentifier"),
                    rule(LOOKS_UP, "getWarnings"),
                    rule(LOCAL, "getResultSet(Concurrency|Holdability|Type)?|get(Large)?UpdateCount|(add|clear)Batch"),
                    rule(LOCAL, "[gs]et((Large)?MaxRows|MaxFieldSize|FetchSize|FetchDirection)|(is|set)Poolable"),
                    rule(LOCAL, "setCursorName|setEscapeProcessing|clearWarnings")),
            new Part(
                    PreparedStatement.class,
                    "prepared",
                    rule(EXECUTES, "execute(Large)?(Query|Update)?"),
                    rule(RUNS, "get(Parameter)?MetaData"),
                    rule(RUNS, "set.*(Blob|Clob|Stream)"), // PostgreSQL and H2 send the content at once
                    rule(LOOKS_UP, "setArray"),
                    rule(LOCAL, "set.*|addBatch|clearParameters")),
            new Part(
                    CallableStatement.class,
                    "callable",
                    rule(RUNS, "set.*(Blob|Clob|Stream)"),
                    named(LOOKS_UP, "[gs]et.*|registerOutParameter"), // MariaDB asks for the names
                    rule(LOCAL, "get.*|registerOutParameter|wasNull")),
            new Part(
                    ResultSet.class,
                    "rows",
                    rule(OWN, "close|isClosed|getStatement|next"),
                    rule(STEPS, "previous|first|last|beforeFirst|afterLast|absolute|relative"),
                    rule(STEPS, "is(First|Last|BeforeFirst|AfterLast)|moveTo(Insert|Current)Row"),
                    rule(RUNS, "(insert|update|delete|refresh)Row|update.*(Blob|Clob|Stream)"),
                    rule(LOOKS_UP, "getWarnings|updateArray"),
                    rule(LOCAL, "get.*|update.*|row(Inserted|Updated|Deleted)|findColumn|wasNull"),
                    rule(LOCAL, "setFetch(Size|Direction)|cancelRowUpdates|clearWarnings")),
            new Part(
                    DatabaseMetaData.class,
                    "metaData",
                    rule(OWN, "getConnection"),
                    rule(LOCAL, "getDriver(Major|Minor)Version"),
                    rule(RUNS, ".*")),
            new Part(ResultSetMetaData.class, "columns", rule(LOOKS_UP, ".*")),
            new Part(ParameterMetaData.class, "parameters", rule(LOOKS_UP, ".*")),
            new Part(Blob.class, "blob", rule(RELEASES, "free"), rule(RUNS, ".*")),
            new Part(Clob.class, "clob", rule(RELEASES, "free"), rule(RUNS, ".*")),
            new Part(Array.class, "array", rule(RELEASES, "free"), rule(RUNS, "getResultSet"), rule(LOOKS_UP, ".*")));

    private FaceTable() {}

    private static Rule rule(Way way, String methods) {
        return new Rule(way, Pattern.compile("(" + methods + ")\\(.*"));
    }

    /** A rule for those whose first parameter is a name. */
    private static Rule named(Way way, String methods) {
        return new Rule(way, Pattern.compile("(" + methods + ")\\(String.*"));
    }

    /** Some methods, as a pattern of their signatures, and their way. */
    record Rule(Way way, Pattern signatures) {}

    /** One interface of java.sql, the name of the delegate in its face, and its rules. */
    record Part(Class<?> type, String delegate, List<Rule> rules) {
        Part(Class<?> type, String delegate, Rule... rules) {
            this(type, delegate, List.of(rules));
        }

        Way way(Method method) {
            var signature = Signature.of(method).toString();
            return rules.stream()
                    .filter(rule -> rule.signatures.matcher(signature).matches())
                    .findFirst()
                    .map(Rule::way)
                    .orElseThrow(() -> new IllegalStateException(
                            "FaceTable has no rule for " + signature + " of " + type.getName()));
        }
    }
}
