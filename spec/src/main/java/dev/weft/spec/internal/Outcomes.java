package dev.weft.spec.internal;

import org.junit.platform.engine.TestExecutionResult;

/** How often a test ended in each way: a parameterized test runs many times. */
record Outcomes(int passed, int failed, int aborted) {
    static final Outcomes NONE = new Outcomes(0, 0, 0);

    static Outcomes of(TestExecutionResult.Status status) {
        return switch (status) {
            case SUCCESSFUL -> new Outcomes(1, 0, 0);
            case FAILED -> new Outcomes(0, 1, 0);
            case ABORTED -> new Outcomes(0, 0, 1);
        };
    }

    Outcomes plus(Outcomes more) {
        return new Outcomes(passed + more.passed, failed + more.failed, aborted + more.aborted);
    }
}
