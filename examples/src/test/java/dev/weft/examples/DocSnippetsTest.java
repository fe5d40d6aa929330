package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.EngineOptions;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The README says what the code does: its snippet, its links and its table of options are compared with it. */
class DocSnippetsTest {
    private static final int MOST_LINES = 15;
    private static final Pattern ROW =
            Pattern.compile("^\\| `(\\w+)` \\| [^|]+ \\| ([^|]+) \\| [^|]+ \\|$", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)(#[^)]*)?\\)");
    private static final Map<String, Duration> UNITS =
            Map.of("s", Duration.ofSeconds(1), "min", Duration.ofMinutes(1), "ms", Duration.ofMillis(1));

    private static String readme() throws IOException {
        return Files.readString(Repository.root().resolve("README.md"));
    }

    @Test
    void theSnippetIsCutFromATest() throws IOException {
        var snippet = snippet("dev/weft/examples/ReadmeTest.java", "readme");

        assertThat(snippet.lines().count()).isBetween(1L, (long) MOST_LINES);
        assertThat(readme()).contains(fenced(snippet));
    }

    @Test
    void theSnippetsOfTheDebuggingPageAreCutFromTests() throws IOException {
        var page = Files.readString(Repository.root().resolve("docs/debugging.md"));

        assertThat(page)
                .contains(
                        fenced(snippet("shop/Checkout.java", "checkout")),
                        fenced(snippet("dev/weft/examples/DebuggingTest.java", "dump")),
                        fenced(snippet("dev/weft/examples/DebuggingTest.java", "watchdog")));
        assertThat(page.split("```java\n", -1))
                .as("snippets of Java, and the text before the first")
                .hasSize(4);
    }

    private static String fenced(String snippet) {
        return "```java\n" + snippet + "```\n";
    }

    private static String snippet(String file, String name) throws IOException {
        var lines = Files.readAllLines(
                Repository.root().resolve("examples/src/test/java").resolve(file));
        var from = indexOf(lines, "// snippet:" + name);
        var rest = lines.subList(from + 1, lines.size());
        return String.join("\n", rest.subList(0, indexOf(rest, "// end"))).stripIndent() + "\n";
    }

    private static int indexOf(List<String> lines, String marker) {
        var index = lines.stream().map(String::strip).toList().indexOf(marker);
        assertThat(index).as(marker).isNotNegative();
        return index;
    }

    @Test
    void theTableOfOptionsHasEveryOptionWithItsDefault() throws Exception {
        var documented = new LinkedHashMap<String, String>();
        ROW.matcher(readme()).results().forEach(row -> documented.put(row.group(1), row.group(2)));
        var actual = new LinkedHashMap<String, String>();
        for (var option : EngineOptions.class.getRecordComponents()) {
            actual.put(option.getName(), shown(option, documented.get(option.getName())));
        }

        assertThat(documented).isEqualTo(actual);
    }

    /** The default as the table would show it, in the unit the table has. */
    private static String shown(RecordComponent option, @Nullable String documented)
            throws ReflectiveOperationException {
        var value = option.getAccessor().invoke(EngineOptions.defaults());
        return switch (value) {
            case null -> documented != null && documented.startsWith("the ") ? documented : "null";
            case Duration duration -> {
                var unit = documented == null ? "s" : documented.replaceFirst("^\\d+ ", "");
                yield duration.dividedBy(UNITS.getOrDefault(unit, Duration.ofSeconds(1))) + " " + unit;
            }
            case Boolean flag -> flag.toString();
            default -> documented != null && documented.startsWith("the ") ? documented : value.toString();
        };
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        var links = LINK.matcher(readme()).results().map(link -> link.group(1)).toList();

        assertThat(links)
                .isNotEmpty()
                .allSatisfy(link -> assertThat(Repository.root().resolve(link)).exists());
    }

    @Test
    void everyModuleIsListed() throws IOException {
        var poms = Repository.root().resolve("pom.xml");
        var modules = Pattern.compile("<module>(.*?)</module>")
                .matcher(Files.readString(poms))
                .results()
                .map(module -> module.group(1))
                .filter(module -> !module.equals("build-tools"))
                .toList();

        assertThat(modules).isNotEmpty();
        assertThat(readme())
                .contains(modules.stream().map(module -> "`" + module + "`").toList());
    }

    @Test
    void theBomHasEveryLibraryInItsVersion() throws IOException {
        var bom = Files.readString(Repository.root().resolve("bom/pom.xml"));
        var parent = Files.readString(Repository.root().resolve("pom.xml"));
        var version = first("<version>(.*?)</version>", parent);
        try (var folders = Files.list(Repository.root())) {
            var libraries = folders.filter(folder -> Files.exists(folder.resolve("src/main/java/module-info.java")))
                    .map(folder -> "<artifactId>weft-" + folder.getFileName() + "</artifactId>")
                    .toList();

            assertThat(libraries).isNotEmpty();
            assertThat(bom).contains(libraries);
        }
        assertThat(first("<version>(.*?)</version>", bom)).isEqualTo(version);
    }

    private static String first(String pattern, String text) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
