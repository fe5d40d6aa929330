package dev.weft.engine.internal.reflect;

import dev.weft.engine.reflect.Table;
import dev.weft.engine.reflect.TableKind;
import dev.weft.engine.reflect.TableName;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads one schema through JDBC's metadata. In blocking style, for one caller. */
final class SchemaReader {
    private static final Map<String, TableKind> KINDS = Map.of(
            "TABLE", TableKind.TABLE,
            "BASE TABLE", TableKind.TABLE,
            "PARTITIONED TABLE", TableKind.TABLE,
            "VIEW", TableKind.VIEW,
            "MATERIALIZED VIEW", TableKind.MATERIALIZED_VIEW,
            "FOREIGN TABLE", TableKind.FOREIGN_TABLE);

    private final DatabaseMetaData metaData;
    private final @Nullable String catalog;
    private final @Nullable String schema;

    private SchemaReader(DatabaseMetaData metaData, @Nullable String catalog, @Nullable String schema) {
        this.metaData = metaData;
        this.catalog = catalog;
        this.schema = schema;
    }

    static SchemaReader current(Connection jdbc) throws SQLException {
        return new SchemaReader(jdbc.getMetaData(), jdbc.getCatalog(), jdbc.getSchema());
    }

    /** The schema of a name; empty where neither schemas nor catalogs have names. */
    static Optional<SchemaReader> named(Connection jdbc, String name) throws SQLException {
        var metaData = jdbc.getMetaData();
        if (metaData.supportsSchemasInTableDefinitions()) {
            return Optional.of(new SchemaReader(metaData, jdbc.getCatalog(), name));
        }
        return metaData.supportsCatalogsInTableDefinitions()
                ? Optional.of(new SchemaReader(metaData, name, null))
                : Optional.empty();
    }

    List<String> schemas() throws SQLException {
        var names = new ArrayList<String>();
        var schemas = metaData.supportsSchemasInTableDefinitions();
        try (var rows = schemas ? metaData.getSchemas(catalog, null) : metaData.getCatalogs()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        names.sort(Comparator.naturalOrder());
        return List.copyOf(names);
    }

    List<TableName> tableNames() throws SQLException {
        return List.copyOf(kinds().keySet());
    }

    List<Table> tables() throws SQLException {
        var tables = new ArrayList<Table>();
        for (var found : kinds().entrySet()) {
            tables.add(table(found.getKey(), found.getValue()));
        }
        return List.copyOf(tables);
    }

    Optional<Table> table(String name) throws SQLException {
        var all = kinds();
        var exact = all.keySet().stream()
                .filter(candidate -> candidate.name().equals(name))
                .toList();
        var alike = all.keySet().stream()
                .filter(candidate -> candidate.name().equalsIgnoreCase(name))
                .toList();
        var found = exact.isEmpty() ? alike : exact;
        return found.size() == 1 ? Optional.of(table(found.getFirst(), all.get(found.getFirst()))) : Optional.empty();
    }

    private Table table(TableName name, @Nullable TableKind kind) throws SQLException {
        var reader = new TableReader(metaData, catalog, schema, name.name());
        return new Table(
                name,
                kind == null ? TableKind.TABLE : kind,
                reader.columns(),
                reader.primaryKey(),
                reader.foreignKeys(),
                reader.indexes());
    }

    private Map<TableName, TableKind> kinds() throws SQLException {
        var kinds = new TreeMap<TableName, TableKind>(Comparator.comparing(TableName::name));
        try (var rows = metaData.getTables(
                catalog,
                schema == null ? null : escaped(metaData, schema),
                "%",
                KINDS.keySet().toArray(String[]::new))) {
            while (rows.next()) {
                var kind = KINDS.get(rows.getString("TABLE_TYPE"));
                var name = rows.getString("TABLE_NAME");
                if (kind != null && !name.startsWith("sqlite_")) {
                    kinds.put(new TableName(place(rows, "TABLE_SCHEM", "TABLE_CAT"), name), kind);
                }
            }
        }
        return kinds;
    }

    /** The schema that a row names, or the catalog where there are no schemas. */
    static Optional<String> place(ResultSet rows, String schemaColumn, String catalogColumn) throws SQLException {
        var named = rows.getString(schemaColumn);
        return Optional.ofNullable(named == null ? rows.getString(catalogColumn) : named)
                .filter(text -> !text.isEmpty());
    }

    /** A name as a pattern that matches nothing else. */
    static String escaped(DatabaseMetaData metaData, String name) throws SQLException {
        var escape = metaData.getSearchStringEscape();
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }
}
