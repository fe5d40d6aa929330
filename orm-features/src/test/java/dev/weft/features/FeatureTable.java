package dev.weft.features;

import dev.weft.testing.Database;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What came of each feature on each database. Used by one thread at a time. */
final class FeatureTable {
    static final List<Database> COLUMNS = List.of(Database.POSTGRESQL, Database.MARIADB, Database.H2, Database.SQLITE);
    static final String FAILED = "FAILED";

    private final Map<Area, Map<String, Map<Database, String>>> areas = new EnumMap<>(Area.class);

    void record(Area area, String feature, Database database, String outcome) {
        var before = areas.computeIfAbsent(area, _ -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER))
                .computeIfAbsent(feature, _ -> new EnumMap<>(Database.class))
                .put(database, outcome);
        if (before != null) {
            throw new IllegalStateException("Two tests are named \"" + feature + "\" in " + area);
        }
    }

    /** Whether a feature ran on every database. */
    boolean ran(Area area, String feature) {
        return areas.getOrDefault(area, Map.of())
                        .getOrDefault(feature, Map.of())
                        .size()
                == COLUMNS.size();
    }

    boolean anyFailed() {
        return areas.values().stream()
                .flatMap(features -> features.values().stream())
                .anyMatch(cells -> cells.containsValue(FAILED));
    }

    /** The lines of the page's sections, with those features alone that ran on every database. */
    Map<Area, List<String>> lines() {
        var lines = new EnumMap<Area, List<String>>(Area.class);
        areas.forEach((area, features) -> lines.put(
                area,
                features.entrySet().stream()
                        .filter(feature -> feature.getValue().size() == COLUMNS.size())
                        .map(feature -> line(feature.getKey(), feature.getValue()))
                        .toList()));
        return lines;
    }

    private static String line(String feature, Map<Database, String> cells) {
        return COLUMNS.stream().map(cells::get).collect(Collectors.joining(" | ", "| " + feature + " | ", " |"));
    }
}
