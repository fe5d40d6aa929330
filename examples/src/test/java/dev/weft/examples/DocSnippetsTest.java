package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.EngineOptions;
import dev.weft.engine.PoolOptions;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README and docs say what the code does: snippets, links, options and tables of calls are compared with it. */
class DocSnippetsTest {
    private static final int MOST_LINES = 15;
    private static final String TUTORIAL = "docs/awaitlet.md";
    private static final Pattern SNIPPET =
            Pattern.compile("^ *// snippet:[\\w-]+\n(.*?)\n *// end$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile("`([A-Z]\\w+)\\.(\\w+)[`(]");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(\\w+)` \\| [^|]+ \\| ([^|]+) \\| [^|]+ \\|$", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)(#[^)]*)?\\)");
    /** The names that options of the pool have beside those of the engine. */
    private static final Map<String, String> OF_POOL = Map.of("kind", "poolKind", "size", "poolSize");

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

    @Test
    void theSnippetsOfTheTestingPageAreCutFromTests() throws IOException {
        var page = Files.readString(Repository.root().resolve("docs/testing.md"));

        assertThat(page)
                .contains(
                        fenced(snippet("shop/OrdersTest.java", "leak-watch")),
                        fenced(snippet("shop/OrdersTest.java", "leak-watch-try")),
                        fenced(snippet("shop/OrdersTest.java", "simulation")));
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

    /** What stands between the markers of a file of this module. */
    private static List<String> snippets(String file) throws IOException {
        var source = Files.readString(Repository.root().resolve("examples/src").resolve(file));
        return SNIPPET.matcher(source)
                .results()
                .map(region -> region.group(1).stripIndent() + "\n")
                .toList();
    }

    private static String tutorial() throws IOException {
        return Files.readString(Repository.root().resolve(TUTORIAL));
    }

    @Test
    void theTutorialShowsEverySnippetOfItsProgramsAndNoOther() throws IOException {
        var folder = Repository.root().resolve("examples/src/main/java/dev/weft/examples/tutorial");
        var cut = new ArrayList<String>();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                cut.addAll(snippets("main/java/dev/weft/examples/tutorial/" + file.getFileName()));
            }
        }
        var shown = Pattern.compile("```java\n(.*?)```\n", Pattern.DOTALL)
                .matcher(tutorial())
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(cut).hasSizeGreaterThan(10);
        assertThat(shown).containsExactlyInAnyOrderElementsOf(cut);
    }

    @Test
    void thePageOfTheEngineShowsEverySnippetOfTheAdvancedFormAndNoOther() throws IOException {
        var cut = new ArrayList<>(snippets("main/java/dev/weft/examples/AdvancedForm.java"));
        cut.addAll(snippets("../../tck/src/test/java/dev/weft/tck/NotificationsTest.java")); // of another driver
        var shown = Pattern.compile("```java\n(.*?)```\n", Pattern.DOTALL)
                .matcher(Files.readString(Repository.root().resolve("docs/engine.md")))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(shown).hasSizeGreaterThan(6).containsExactlyInAnyOrderElementsOf(cut);
    }

    @Test
    void everyCallInTheTablesFromSqlalchemyExists() throws IOException {
        var calls = CALL.matcher(Files.readString(Repository.root().resolve("docs/sqlalchemy.md")))
                .results()
                .toList();

        assertThat(calls).hasSizeGreaterThan(50).allSatisfy(call -> {
            var type = Class.forName("dev.weft.engine." + call.group(1));
            assertThat(Arrays.stream(type.getMethods()).map(Method::getName))
                    .as(call.group())
                    .contains(call.group(2));
        });
    }

    /**
     * In the tables a call of Weft is written with its class, {@code TaskGroup.fork}, and stands in the last column.
     */
    @Test
    void everyCallInTheTablesOfTheTutorialExists() throws IOException {
        var calls = Pattern.compile("^\\|.*\\| ([^|]+) \\|$", Pattern.MULTILINE)
                .matcher(tutorial())
                .results()
                .map(row -> row.group(1))
                .flatMap(cell -> CALL.matcher(cell).results())
                .toList();

        assertThat(calls).hasSizeGreaterThan(30).allSatisfy(call -> {
            var type = Class.forName("dev.weft.awaitlet." + call.group(1));
            assertThat(Arrays.stream(type.getMethods()).map(Method::getName))
                    .as(call.group())
                    .contains(call.group(2));
        });
    }

    @Test
    void theTableOfOptionsHasEveryOptionWithItsDefault() throws Exception {
        var documented = new LinkedHashMap<String, String>();
        ROW.matcher(readme()).results().forEach(row -> documented.put(row.group(1), row.group(2)));
        var actual = new LinkedHashMap<String, String>();
        for (var option : EngineOptions.class.getRecordComponents()) {
            if (!option.getName().equals("pool")) {
                actual.put(option.getName(), shown(option, EngineOptions.defaults(), documented.get(option.getName())));
            }
        }
        for (var option : PoolOptions.class.getRecordComponents()) {
            var name = OF_POOL.getOrDefault(option.getName(), option.getName());
            actual.put(name, shown(option, PoolOptions.defaults(), documented.get(name)));
        }

        assertThat(documented).isEqualTo(actual);
    }

    /** The default as the table would show it, in the unit the table has. */
    private static String shown(RecordComponent option, Record defaults, @Nullable String documented)
            throws ReflectiveOperationException {
        var value = option.getAccessor().invoke(defaults);
        return switch (value) {
            case null -> documented != null && documented.startsWith("the ") ? documented : "none";
            case Duration duration -> {
                var unit = documented == null ? "s" : documented.replaceFirst("^\\d+ ", "");
                yield duration.dividedBy(UNITS.getOrDefault(unit, Duration.ofSeconds(1))) + " " + unit;
            }
            case Boolean flag -> flag.toString();
            default -> documented != null && documented.startsWith("the ") ? documented : value.toString();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", TUTORIAL, "docs/engine.md", "docs/sqlalchemy.md"})
    void everyLinkLeadsToAFile(String page) throws IOException {
        var file = Repository.root().resolve(page);
        var links = LINK.matcher(Files.readString(file))
                .results()
                .map(link -> link.group(1))
                .toList();

        assertThat(links)
                .isNotEmpty()
                .allSatisfy(link -> assertThat(file.resolveSibling(link)).exists());
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
