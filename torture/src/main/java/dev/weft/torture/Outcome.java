package dev.weft.torture;

import java.util.Locale;

/**
 * What came of one goal on one driver.
 *
 * @param goal the goal
 * @param through the driver
 * @param state whether the promise holds
 * @param figure what was measured, or why nothing was
 * @param passMark what it had to be
 * @param seconds how long it took
 */
record Outcome(Goal goal, Through through, State state, String figure, String passMark, double seconds) {
    /** Whether a promise holds. */
    enum State {
        OK("ok"),
        NOT_OK("NOT OK"),
        LEFT_OUT("left out");

        private final String told;

        State(String told) {
            this.told = told;
        }

        @Override
        public String toString() {
            return told;
        }
    }

    static Outcome of(Goal goal, Through through, Measured measured, double seconds) {
        var state = measured.ok() ? State.OK : State.NOT_OK;
        return new Outcome(goal, through, state, measured.figure(), measured.passMark(), seconds);
    }

    static Outcome failed(Goal goal, Through through, Throwable failure, double seconds) {
        return new Outcome(
                goal, through, State.NOT_OK, "failed: " + Await.told(failure), "it can be measured", seconds);
    }

    static Outcome leftOut(Goal goal, Through through) {
        return new Outcome(goal, through, State.LEFT_OUT, "it would harm the given server", "", 0);
    }

    String line() {
        var mark = passMark.isEmpty() ? "" : "   [pass: " + passMark + "]";
        return String.format(Locale.ROOT, "%-5s %-7s %-8s %s%s", goal.id(), through, state, figure, mark);
    }
}
