package dev.weft.spec.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The report as a page: counts on top, then a row for each item. */
final class SpecTable {
    private final Map<String, List<Row>> items = new TreeMap<>(ItemOrder.BY_CHAPTER_AND_NUMBER);
    private final int modules;

    SpecTable(Map<String, List<Citation>> byModule) {
        modules = byModule.size();
        byModule.forEach((module, citations) -> citations.forEach(citation ->
                items.computeIfAbsent(citation.item(), _ -> new ArrayList<>()).add(new Row(module, citation))));
    }

    String markdown() {
        var lines = new ArrayList<String>();
        lines.add("# Items of the specification that tests cite");
        lines.add("");
        lines.addAll(counts());
        lines.add("");
        lines.add("| item | passed | failed | aborted | tests |");
        lines.add("|---|---|---|---|---|");
        items.forEach((item, rows) -> lines.add(line(item, rows)));
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private List<String> counts() {
        var tests = new HashMap<String, Row>();
        items.values().forEach(rows -> rows.forEach(row -> tests.put(row.key(), row)));
        var runs = sum(tests.values());
        var broken = items.values().stream().filter(rows -> sum(rows).failed() > 0);
        var proven = items.values().stream().map(SpecTable::sum).filter(SpecTable::proves);
        return List.of(
                "- items: %d cited, %d proven, %d with a failed test"
                        .formatted(items.size(), proven.count(), broken.count()),
                "- tests that cite them: %d, in %d modules".formatted(tests.size(), modules),
                "- runs of these tests: %d passed, %d failed, %d aborted"
                        .formatted(runs.passed(), runs.failed(), runs.aborted()));
    }

    private static boolean proves(Outcomes outcomes) {
        return outcomes.passed() > 0 && outcomes.failed() == 0;
    }

    private static String line(String item, List<Row> rows) {
        var sum = sum(rows);
        var tests = rows.stream()
                .collect(Collectors.groupingBy(
                        Row::module, TreeMap::new, Collectors.mapping(Row::test, Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map(module -> module.getKey() + ": " + module.getValue())
                .collect(Collectors.joining("; "));
        return "| %s | %d | %d | %d | %s |".formatted(item, sum.passed(), sum.failed(), sum.aborted(), tests);
    }

    private static Outcomes sum(Collection<Row> rows) {
        return rows.stream().map(row -> row.citation.outcomes()).reduce(Outcomes.NONE, Outcomes::plus);
    }

    private record Row(String module, Citation citation) {
        String key() {
            return module + "\t" + citation.test();
        }

        String test() {
            return "`" + citation.shortName().replaceAll("[|`]", "/") + "`";
        }
    }
}
