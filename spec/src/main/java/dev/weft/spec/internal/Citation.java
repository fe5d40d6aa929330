package dev.weft.spec.internal;

import java.util.List;

/**
 * One test that cites one item, and how its runs ended: a line of a module's file.
 *
 * @param item the cited item, such as {@code EN-3}
 * @param test the test's full class name and its method, such as {@code dev.weft.engine.EngineUrlTest.hidesThePassword}
 * @param outcomes how its runs ended
 */
record Citation(String item, String test, Outcomes outcomes) {
    static final String HEADING = "item\ttest\tpassed\tfailed\taborted";

    static Citation parse(String line) {
        var columns = List.of(line.split("\t", -1));
        if (columns.size() != 5) {
            throw new IllegalArgumentException("Expected five columns, but read: " + line);
        }
        var outcomes = new Outcomes(
                Integer.parseInt(columns.get(2)), Integer.parseInt(columns.get(3)), Integer.parseInt(columns.get(4)));
        return new Citation(columns.get(0), columns.get(1), outcomes);
    }

    String line() {
        return "%s\t%s\t%d\t%d\t%d".formatted(item, test, outcomes.passed(), outcomes.failed(), outcomes.aborted());
    }

    /** The test without its package: its class, the classes around it, and its method. */
    String shortName() {
        return test.replaceFirst("^([\\p{Ll}\\d_]+\\.)+", "");
    }

    Citation plus(Outcomes more) {
        return new Citation(item, test, outcomes.plus(more));
    }
}
