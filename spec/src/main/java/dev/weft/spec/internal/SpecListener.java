package dev.weft.spec.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * The recorder of cited items, found by the JUnit Platform in every test run.
 *
 * <ul>
 *   <li>Writes nothing unless the system property {@code weft.spec.directory} names a directory.
 *   <li>Names the module by the system property {@code weft.spec.module}; two test runs of one module need two names,
 *       since each writes a file of its own.
 *   <li>A test that did not run does not appear.
 * </ul>
 *
 * <p>Safe for tests that run at once.
 */
public final class SpecListener implements TestExecutionListener {
    private final Optional<SpecReport> report;
    private final ConcurrentLinkedQueue<Citation> citations = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Ended> ended = new ConcurrentLinkedQueue<>();

    /** Listens for the module, and writes to the directory, that the system properties name. */
    public SpecListener() {
        this(Optional.ofNullable(System.getProperty("weft.spec.directory"))
                .map(Path::of)
                .map(directory -> new SpecReport(directory, System.getProperty("weft.spec.module", "unnamed"))));
    }

    SpecListener(Optional<SpecReport> report) {
        this.report = report;
    }

    /**
     * {@inheritDoc}
     *
     * @param test the test or container that ended
     * @param result how it ended
     */
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (report.isPresent() && test.isTest()) {
            ended.add(new Ended(test, Outcomes.of(result.getStatus())));
        }
    }

    /**
     * {@inheritDoc}
     *
     * @param plan the tests that have been executed
     * @throws UncheckedIOException if the report cannot be written
     */
    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        for (var next = ended.poll(); next != null; next = ended.poll()) {
            var cited = CitedItems.of(plan, next.test);
            for (var item : cited.items()) {
                citations.add(new Citation(item, cited.test(), next.outcomes));
            }
        }
        report.ifPresent(this::write);
    }

    private void write(SpecReport to) {
        try {
            to.write(citations);
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot write the report of cited items", failed);
        }
    }

    private record Ended(TestIdentifier test, Outcomes outcomes) {}
}
