package dev.weft.benchmarks.compare;

/**
 * What came of one contender in one scenario.
 *
 * @param scenario what
 * @param contender the name of whom, on the command line
 * @param outcome how it ended
 */
record Result(Scenario scenario, String contender, Outcome outcome) {}
