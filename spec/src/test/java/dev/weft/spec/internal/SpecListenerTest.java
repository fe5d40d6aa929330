package dev.weft.spec.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class SpecListenerTest {
    private static final String HERE = "dev.weft.spec.internal.Samples.";

    @TempDir
    private Path directory;

    @Test
    void eachItemOfAMethodIsRecordedWithTheOutcome() throws IOException {
        run("sample", Samples.Methods.class);

        assertThat(lines("sample"))
                .containsExactly(
                        Citation.HEADING,
                        "EN-3\t" + HERE + "Methods.fails\t0\t1\t0",
                        "EN-3\t" + HERE + "Methods.passes\t1\t0\t0",
                        "EN-4\t" + HERE + "Methods.aborts\t0\t0\t1",
                        "EN-24\t" + HERE + "Methods.passes\t1\t0\t0");
    }

    @Test
    void aNestedClassCitesWhatTheClassesAroundItCite() throws IOException {
        run("sample", Samples.Around.class);

        assertThat(lines("sample"))
                .containsExactly(
                        Citation.HEADING,
                        "AW-1\t" + HERE + "Around.Inner.passes\t1\t0\t0",
                        "AW-2\t" + HERE + "Around.Inner.passes\t1\t0\t0",
                        "AW-3\t" + HERE + "Around.Inner.passes\t1\t0\t0");
    }

    @Test
    void aStaticNestedClassCitesWhatTheClassAroundItCites() throws IOException {
        run("sample", Samples.Around.Apart.class);

        assertThat(lines("sample")).containsExactly(Citation.HEADING, "AW-1\t" + HERE + "Around.Apart.passes\t1\t0\t0");
    }

    @Test
    void allRunsOfAParameterizedTestAreOneLine() throws IOException {
        run("sample", Samples.Runs.class);

        assertThat(lines("sample"))
                .containsExactly(
                        Citation.HEADING,
                        "PL-1\t" + HERE + "Runs.isOdd\t2\t1\t0",
                        "PL-2\t" + HERE + "Runs.makesTwo\t2\t0\t0");
    }

    @Test
    void aTestInheritedFromAnInterfaceCitesTheInterfaceAndNamesTheClassThatRan() throws IOException {
        run("sample", Samples.KeeperOfKeeper.class);

        assertThat(lines("sample"))
                .containsExactly(
                        Citation.HEADING,
                        "SE-1\t" + HERE + "KeeperOfKeeper.holds\t1\t0\t0",
                        "SE-2\t" + HERE + "KeeperOfKeeper.holds\t1\t0\t0");
    }

    @Test
    void aSecondRunOfAModuleReplacesItsFile() throws IOException {
        run("sample", Samples.Methods.class);
        run("sample", Samples.Around.Apart.class);

        assertThat(lines("sample")).hasSize(2).last().asString().startsWith("AW-1");
    }

    @Test
    void theReportCountsAllModulesAndSortsItemsByNumber() throws IOException {
        run("one", Samples.Methods.class);
        run("two", Samples.Around.Apart.class, Samples.Runs.class);

        assertThat(Files.readAllLines(directory.resolve("report.md")))
                .containsExactly(
                        "# Items of the specification that tests cite",
                        "",
                        "- items: 6 cited, 3 proven, 2 with a failed test",
                        "- tests that cite them: 6, in 2 modules",
                        "- runs of these tests: 6 passed, 2 failed, 1 aborted",
                        "",
                        "| item | passed | failed | aborted | tests |",
                        "|---|---|---|---|---|",
                        "| AW-1 | 1 | 0 | 0 | two: `Samples.Around.Apart.passes` |",
                        "| EN-3 | 1 | 1 | 0 | one: `Samples.Methods.fails`, `Samples.Methods.passes` |",
                        "| EN-4 | 0 | 0 | 1 | one: `Samples.Methods.aborts` |",
                        "| EN-24 | 1 | 0 | 0 | one: `Samples.Methods.passes` |",
                        "| PL-1 | 2 | 1 | 0 | two: `Samples.Runs.isOdd` |",
                        "| PL-2 | 2 | 0 | 0 | two: `Samples.Runs.makesTwo` |");
    }

    @Test
    void anItemThatTwoModulesCiteIsOneRow() throws IOException {
        run("one", Samples.Keeper.class);
        run("two", Samples.Keeper.class);

        assertThat(Files.readAllLines(directory.resolve("report.md")))
                .contains("| SE-2 | 2 | 0 | 0 | one: `Samples.Keeper.holds`; two: `Samples.Keeper.holds` |");
    }

    @Test
    void onlyTheFilesAndTheReportAreLeftInTheDirectory() throws IOException {
        run("sample", Samples.Methods.class);

        try (var files = Files.list(directory)) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("sample.tsv", "report.md");
        }
    }

    @Test
    void nothingIsWrittenWithoutADirectory() throws IOException {
        execute(new SpecListener(Optional.empty()), Samples.Methods.class);

        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void thePlatformFindsTheListener() {
        assertThat(ServiceLoader.load(TestExecutionListener.class)).hasAtLeastOneElementOfType(SpecListener.class);
    }

    private void run(String module, Class<?>... classes) {
        execute(new SpecListener(Optional.of(new SpecReport(directory, module))), classes);
    }

    private static void execute(SpecListener listener, Class<?>... classes) {
        var config = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .build();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(
                        List.of(classes).stream().map(type -> selectClass(type)).toList())
                .build();
        LauncherFactory.create(config).execute(request, listener);
    }

    private List<String> lines(String module) throws IOException {
        return Files.readAllLines(directory.resolve(module + ".tsv"));
    }
}
