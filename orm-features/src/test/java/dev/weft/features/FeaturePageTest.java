package dev.weft.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * docs/orm-features.md against the tests of this module that ran before this one. With the system property
 * {@code features.write=true} the page is written anew, which needs all of them.
 */
@Order(Integer.MAX_VALUE)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(FeatureExtension.class)
class FeaturePageTest {
    private static final Path PAGE = Path.of("..", "docs", "orm-features.md");
    private static final String BEGIN = "<!-- written by a test: begin -->";
    private static final String END = "<!-- written by a test: end -->";
    private static final String CURE =
            "docs/orm-features.md is not what ran; mvn verify -pl orm-features -am -Dfeatures.write=true writes it anew";

    /** A row that must be there. */
    private record Declared(Area area, String feature) {}

    @Test
    @Order(1) // it may write the page
    void thePageIsWhatRan(FeatureTable table) throws IOException {
        var declared = declared();
        var missing = declared.stream()
                .filter(row -> !table.ran(row.area(), row.feature()))
                .toList();
        if (Boolean.getBoolean("features.write")) {
            assertThat(missing).as("features that did not run").isEmpty();
            assertThat(table.anyFailed()).as("a feature has failed").isFalse();
            Files.writeString(PAGE, before() + text(table) + after());
        }
        if (missing.isEmpty()) {
            assertThat(section()).as(CURE).isEqualTo(text(table));
        } else {
            assertThat(section().lines())
                    .as(CURE)
                    .containsAll(table.lines().values().stream()
                            .flatMap(List::stream)
                            .toList());
        }
    }

    @Test
    @Order(2)
    void thePageHasTheRowsThatAreTested() throws IOException {
        assertThat(section().lines().filter(FeaturePageTest::isRow).map(line -> line.split(" \\| ", 2)[0].substring(2)))
                .as(CURE)
                .containsExactlyInAnyOrderElementsOf(
                        declared().stream().map(Declared::feature).toList());
    }

    @Test
    @Order(3)
    void everyAreaIsRunByMaven() {
        assertThat(areas()).allSatisfy(area -> assertThat(area.getSimpleName()).endsWith("Test"));
    }

    private static boolean isRow(String line) {
        return line.startsWith("| ") && !line.startsWith("| feature ");
    }

    private static List<Class<?>> areas() {
        return ReflectionSupport.findAllClassesInPackage(
                FeaturePageTest.class.getPackageName(),
                type -> type != Features.class && Features.class.isAssignableFrom(type),
                _ -> true);
    }

    private static List<Declared> declared() {
        var found = new ArrayList<Declared>();
        for (var type : areas()) {
            var area = ((Features) ReflectionSupport.newInstance(type)).area();
            Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Feature.class))
                    .map(method -> new Declared(
                            area, method.getAnnotation(Feature.class).value()))
                    .forEach(found::add);
        }
        found.sort(Comparator.comparing(Declared::area).thenComparing(Declared::feature));
        return found;
    }

    private static String text(FeatureTable table) {
        var heading = Stream.concat(
                        Stream.of("feature"), FeatureTable.COLUMNS.stream().map(Database::toString))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
        var text = new StringBuilder("\n");
        table.lines().forEach((area, lines) -> {
            text.append("## ").append(area).append("\n\n").append(heading).append("|---|---|---|---|---|\n");
            lines.forEach(line -> text.append(line).append('\n'));
            text.append('\n');
        });
        return text.toString();
    }

    private static String before() throws IOException {
        var page = Files.readString(PAGE);
        return page.substring(0, page.indexOf(BEGIN) + BEGIN.length() + 1);
    }

    private static String after() throws IOException {
        var page = Files.readString(PAGE);
        return page.substring(page.indexOf(END));
    }

    private static String section() throws IOException {
        var page = Files.readString(PAGE);
        return page.substring(page.indexOf(BEGIN) + BEGIN.length() + 1, page.indexOf(END));
    }
}
