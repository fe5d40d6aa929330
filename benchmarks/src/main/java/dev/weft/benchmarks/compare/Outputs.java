package dev.weft.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files that a run is kept in. */
final class Outputs {
    @Option(names = "--json", paramLabel = "FILE", description = "Writes all rounds to a file.")
    private @Nullable Path json;

    @Option(
            names = "--plot",
            paramLabel = "FILE.svg",
            description = "Draws the processor time beside the baseline, as SVG and beside it as PNG.")
    private @Nullable Path plot;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Writes a table of everybody in every scenario, as the README has it.")
    private @Nullable Path markdown;

    /** Finds out before an hour of measuring, and not after it. */
    void check() throws Inputs.Unusable {
        Inputs.checkWritable(json);
        Inputs.checkWritable(plot);
        Inputs.checkWritable(markdown);
    }

    void write(Report report, List<Contender> contenders, Baseline baseline) throws IOException {
        if (json != null) {
            Files.writeString(json, report.json() + System.lineSeparator());
        }
        if (plot != null) {
            new Plot(report, contenders, baseline).write(plot);
        }
        if (markdown != null) {
            Files.write(markdown, new Markdown(report, contenders, baseline).lines());
        }
    }
}
