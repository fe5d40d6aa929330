package dev.weft.spec.internal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A directory with one file of citations a module and one report of them all.
 *
 * <ul>
 *   <li>{@code <module>.tsv} is replaced by each test run of the module.
 *   <li>{@code report.md} is made anew of all modules' files each time one is written.
 *   <li>A reader never sees half a file, whatever other test runs do at the same time.
 * </ul>
 */
record SpecReport(Path directory, String module) {
    void write(Collection<Citation> runs) throws IOException {
        Files.createDirectories(directory);
        replace(module + ".tsv", tsv(runs));
        replace("report.md", new SpecTable(read()).markdown());
    }

    private static String tsv(Collection<Citation> runs) {
        var merged = new TreeMap<String, Map<String, Citation>>(ItemOrder.BY_CHAPTER_AND_NUMBER);
        for (var run : runs) {
            merged.computeIfAbsent(run.item(), _ -> new TreeMap<>())
                    .merge(run.test(), run, (one, other) -> one.plus(other.outcomes()));
        }
        var lines = new ArrayList<>(List.of(Citation.HEADING));
        merged.values().forEach(tests -> tests.values().forEach(test -> lines.add(test.line())));
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private Map<String, List<Citation>> read() throws IOException {
        var modules = new TreeMap<String, List<Citation>>();
        try (var files = Files.newDirectoryStream(directory, "*.tsv")) {
            for (var file : files) {
                try (var lines = Files.lines(file)) {
                    var name = file.getFileName().toString().replaceFirst("\\.tsv$", "");
                    modules.put(name, lines.skip(1).map(Citation::parse).toList());
                }
            }
        }
        return modules;
    }

    private void replace(String name, String text) throws IOException {
        var draft = Files.createTempFile(directory, name, ".tmp");
        try {
            Files.writeString(draft, text);
            Files.move(draft, directory.resolve(name), ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
