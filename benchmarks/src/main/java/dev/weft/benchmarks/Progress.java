package dev.weft.benchmarks;

import java.io.PrintStream;
import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** One line for each benchmark: that it runs, and what came out. */
final class Progress implements OutputFormat {
    private final PrintStream out;
    private int started;

    Progress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void startBenchmark(BenchmarkParams benchmark) {
        started++;
        out.print("[" + started + "] " + Measured.name(benchmark) + " ...");
        out.flush();
    }

    @Override
    public void endBenchmark(BenchmarkResult result) {
        if (result == null) {
            out.println(" failed");
        } else {
            out.println(" " + Ratios.time(result.getPrimaryResult().getScore()));
        }
    }

    @Override
    public void println(String line) {
        if (line.contains("Exception") || line.contains("Error") || line.startsWith("\tat ")) {
            out.println(line);
        }
    }

    @Override
    public void iteration(BenchmarkParams benchmark, IterationParams params, int iteration) {}

    @Override
    public void iterationResult(
            BenchmarkParams benchmark, IterationParams params, int iteration, IterationResult data) {}

    @Override
    public void startRun() {}

    @Override
    public void endRun(Collection<RunResult> result) {}

    @Override
    public void print(String text) {}

    @Override
    public void verbosePrintln(String line) {}

    @Override
    public void write(int oneByte) {}

    @Override
    public void write(byte[] bytes) {}

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
