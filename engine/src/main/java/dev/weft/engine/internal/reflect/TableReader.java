package dev.weft.engine.internal.reflect;

import dev.weft.engine.reflect.Column;
import dev.weft.engine.reflect.ForeignKey;
import dev.weft.engine.reflect.Index;
import dev.weft.engine.reflect.PrimaryKey;
import dev.weft.engine.reflect.TableName;
import java.sql.DatabaseMetaData;
import java.sql.JDBCType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads one table through JDBC's metadata. */
record TableReader(
        DatabaseMetaData metaData,
        @Nullable String catalog,
        @Nullable String schema,
        String table) {
    List<Column> columns() throws SQLException {
        var columns = new ArrayList<Column>();
        var schemaPattern = schema == null ? null : SchemaReader.escaped(metaData, schema);
        try (var rows = metaData.getColumns(catalog, schemaPattern, SchemaReader.escaped(metaData, table), "%")) {
            while (rows.next()) {
                // In the order of the columns: some drivers read a row only once.
                var name = rows.getString("COLUMN_NAME");
                var type = type(rows.getInt("DATA_TYPE"));
                var typeName = rows.getString("TYPE_NAME");
                var size = rows.getInt("COLUMN_SIZE");
                var scale = rows.getInt("DECIMAL_DIGITS");
                var nullable = rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls;
                var preset = Optional.ofNullable(rows.getString("COLUMN_DEF"));
                var numbered = "YES".equals(rows.getString("IS_AUTOINCREMENT"));
                columns.add(new Column(name, type, typeName, size, scale, nullable, preset, numbered));
            }
        }
        return columns;
    }

    private static JDBCType type(int code) {
        try {
            return JDBCType.valueOf(code);
        } catch (IllegalArgumentException driversOwn) {
            return JDBCType.OTHER;
        }
    }

    PrimaryKey primaryKey() throws SQLException {
        var columns = new TreeMap<Integer, String>();
        Optional<String> name = Optional.empty();
        try (var rows = metaData.getPrimaryKeys(catalog, schema, table)) {
            while (rows.next()) {
                columns.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
                name = Optional.ofNullable(rows.getString("PK_NAME"));
            }
        }
        return new PrimaryKey(name, List.copyOf(columns.values()));
    }

    /** One reference, as it grows by a row for each of its columns. */
    private record Reference(ForeignKey key, List<String> columns, List<String> targets) {
        ForeignKey whole() {
            return new ForeignKey(key.name(), columns, key.target(), targets, key.onUpdate(), key.onDelete());
        }
    }

    List<ForeignKey> foreignKeys() throws SQLException {
        var references = new ArrayList<Reference>();
        try (var rows = metaData.getImportedKeys(catalog, schema, table)) {
            while (rows.next()) {
                var place = SchemaReader.place(rows, "PKTABLE_SCHEM", "PKTABLE_CAT");
                var target = new TableName(place, rows.getString("PKTABLE_NAME"));
                var targetColumn = rows.getString("PKCOLUMN_NAME");
                var column = rows.getString("FKCOLUMN_NAME");
                var first = rows.getInt("KEY_SEQ") <= 1;
                var onUpdate = action(rows.getInt("UPDATE_RULE"));
                var onDelete = action(rows.getInt("DELETE_RULE"));
                var name = Optional.ofNullable(rows.getString("FK_NAME")).filter(text -> !text.isEmpty());
                if (first || references.isEmpty()) {
                    var key = new ForeignKey(name, List.of(), target, List.of(), onUpdate, onDelete);
                    references.add(new Reference(key, new ArrayList<>(), new ArrayList<>()));
                }
                references.getLast().columns().add(column);
                references.getLast().targets().add(targetColumn);
            }
        }
        return references.stream().map(Reference::whole).toList();
    }

    private static ForeignKey.Action action(int rule) {
        return switch (rule) {
            case DatabaseMetaData.importedKeyCascade -> ForeignKey.Action.CASCADE;
            case DatabaseMetaData.importedKeyRestrict -> ForeignKey.Action.RESTRICT;
            case DatabaseMetaData.importedKeySetNull -> ForeignKey.Action.SET_NULL;
            case DatabaseMetaData.importedKeySetDefault -> ForeignKey.Action.SET_DEFAULT;
            default -> ForeignKey.Action.NO_ACTION;
        };
    }

    List<Index> indexes() throws SQLException {
        var columns = new LinkedHashMap<String, TreeMap<Integer, String>>();
        var unique = new LinkedHashMap<String, Boolean>();
        try (var rows = metaData.getIndexInfo(catalog, schema, table, false, true)) {
            while (rows.next()) {
                var repeats = rows.getBoolean("NON_UNIQUE");
                var name = rows.getString("INDEX_NAME");
                var position = rows.getInt("ORDINAL_POSITION");
                var column = rows.getString("COLUMN_NAME");
                if (name != null && column != null) { // else it is a statistic of the table
                    unique.put(name, !repeats);
                    columns.computeIfAbsent(name, _ -> new TreeMap<>()).put(position, column);
                }
            }
        }
        return columns.entrySet().stream()
                .map(index -> new Index(
                        index.getKey(),
                        List.copyOf(index.getValue().values()),
                        unique.getOrDefault(index.getKey(), false)))
                .sorted(java.util.Comparator.comparing(Index::name))
                .toList();
    }
}
