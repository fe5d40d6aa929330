package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/errors.md against the sources; tests run in the folder of their module. */
class ErrorsDocumentTest {
    private static final Path ROOT = Path.of("..");
    private static final List<Path> OURS = List.of(ROOT.resolve("awaitlet"), ROOT.resolve("engine"));
    private static final Pattern HEADING = Pattern.compile("(?m)^## (.*)$");
    private static final Pattern CODE = Pattern.compile("ER-\\d{3}");
    private static final Pattern CODE_LITERAL = Pattern.compile("\"\\[?(ER-\\d{3})");
    private static final Pattern CODED_CLASS =
            Pattern.compile("class (\\w+)[^{]*? (?:extends (?:WeftException|DatabaseError)|implements Coded)\\b");

    @Test
    void everyExceptionHasItsSection() throws IOException {
        var sections = sections();

        assertThat(codedClasses())
                .hasSizeGreaterThan(30)
                .allSatisfy((name, code) -> assertThat(sections.getOrDefault(code, ""))
                        .as("the section %s of docs/errors.md", code)
                        .containsPattern("\\b" + name + "\\b"));
    }

    @Test
    void everySectionIsOfACodeThatExists() throws IOException {
        assertThat(codes()).containsAll(sections().keySet());
    }

    @Test
    void everySectionTellsCauseAndCureAndShowsAnExample() throws IOException {
        assertThat(sections())
                .allSatisfy((code, text) -> assertThat(text)
                        .as(code)
                        .contains("**Cause.** ", "**Cure.** ")
                        .containsPattern("(?s)```\\w+\n.+?```"));
    }

    private static Map<String, String> sections() throws IOException {
        var text = Files.readString(ROOT.resolve("docs/errors.md"));
        var sections = new TreeMap<String, String>();
        var heading = HEADING.matcher(text);
        for (var found = heading.find(); found; ) {
            var code = CODE.matcher(heading.group(1));
            assertThat(code.find())
                    .as("a code in the heading %s", heading.group(1))
                    .isTrue();
            var start = heading.start();
            found = heading.find();
            var section = text.substring(start, found ? heading.start() : text.length());
            assertThat(sections.put(code.group(), section)).as(code.group()).isNull();
        }
        return sections;
    }

    /** The code of each coded class: its own, or that of its family. */
    private static Map<String, String> codedClasses() throws IOException {
        var classes = new TreeMap<String, String>();
        for (var source : sources(OURS)) {
            var declared = CODED_CLASS.matcher(source);
            var codes = CODE_LITERAL.matcher(source);
            if (declared.find() && !declared.group(1).equals("WeftException")) {
                var own = codes.results().map(code -> code.group(1)).toList();
                var all = own.isEmpty() ? List.of("ER-602") : own;
                all.forEach(code -> classes.put(declared.group(1), code));
            }
        }
        return classes;
    }

    private static Set<String> codes() throws IOException {
        var codes = new TreeSet<String>();
        for (var source : sources(modules())) {
            CODE_LITERAL.matcher(source).results().forEach(code -> codes.add(code.group(1)));
        }
        return codes;
    }

    private static List<Path> modules() throws IOException {
        try (var folders = Files.list(ROOT)) {
            return folders.toList();
        }
    }

    private static List<String> sources(List<Path> modules) throws IOException {
        var sources = new ArrayList<String>();
        for (var module : modules) {
            var folder = module.resolve("src/main/java");
            if (Files.isDirectory(folder)) {
                try (var paths = Files.walk(folder)) {
                    for (var path : paths.filter(each -> each.toString().endsWith(".java"))
                            .toList()) {
                        sources.add(Files.readString(path));
                    }
                }
            }
        }
        return sources;
    }
}
