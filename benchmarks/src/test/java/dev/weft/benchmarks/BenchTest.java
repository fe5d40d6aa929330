package dev.weft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.runner.options.TimeValue;

/** Every benchmark, once and for an instant: that it runs, not how fast. */
@Timeout(300)
class BenchTest {
    @Test
    @Spec("AW-29")
    void everyBenchmarkRunsAndIsComparedWithABaseline() throws Exception {
        var progress = new ByteArrayOutputStream();
        var instant = Bench.options(".")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(5));

        var results = Bench.results(instant, new PrintStream(progress, true, StandardCharsets.UTF_8));

        var measured = results.stream().map(Measured::of).toList();
        assertThat(measured)
                .hasSizeGreaterThan(30)
                .allSatisfy(one -> assertThat(one.nanos()).as(one.toString()).isPositive());
        var subjects = measured.stream().collect(Collectors.groupingBy(Measured::subject));
        assertThat(subjects.values()).allSatisfy(ways -> {
            assertThat(ways).filteredOn(Measured::isWeft).hasSize(1);
            assertThat(ways).hasSizeGreaterThan(1);
        });
        assertThat(Ratios.of(results).lines())
                .as("a row for each baseline, below two of heading")
                .hasSize(2 + measured.size() - subjects.size());
        assertThat(progress.toString(StandardCharsets.UTF_8).lines()).hasSize(measured.size());
    }
}
