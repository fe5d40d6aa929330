package dev.weft.engine.internal.hosted;

import dev.weft.engine.BatchOutcome;
import dev.weft.engine.ConnectionLost;
import dev.weft.engine.DatabaseError;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** What became of the items of a batch that failed, as far as its driver tells; nothing is guessed. */
final class BatchOutcomes {
    /** The first number of a message, with the separators of thousands that a locale may put into it. */
    private static final Pattern FIRST_NUMBER = Pattern.compile("\\p{Nd}[\\p{Nd}.,'\u2019\u00a0\u202f]*");

    private static final int UNTOLD = -1;
    private static final int LONGEST_INDEX = 10;

    private BatchOutcomes() {}

    /**
     * The outcomes of a batch.
     *
     * @param items how many items it has
     * @param told what its driver tells
     * @param failure the driver's failure
     * @param error the same for the caller
     */
    static List<BatchOutcome> of(int items, StatementTraits.Batches told, SQLException failure, DatabaseError error) {
        if (!(failure instanceof BatchUpdateException batch) || error instanceof ConnectionLost) {
            return unknown(items);
        }
        var counts = counts(batch);
        return switch (told) {
            case BY_STANDARD, NOTHING_IN_PROCESS -> byStandard(items, counts, error);
            case BLURRED -> blurred(items, counts, error);
            case INDEX -> stopped(items, index(String.valueOf(batch.getMessage()), items), counts, error);
            case NOTHING -> unknown(items);
        };
    }

    private static long[] counts(BatchUpdateException batch) {
        var counts = batch.getLargeUpdateCounts();
        return counts == null ? new long[0] : counts;
    }

    private static List<BatchOutcome> unknown(int items) {
        return Collections.nCopies(items, new BatchOutcome.Unknown());
    }

    private static List<BatchOutcome> byStandard(int items, long[] counts, DatabaseError error) {
        if (counts.length < items) {
            return stopped(items, counts.length, counts, error);
        }
        var outcomes = new ArrayList<BatchOutcome>(items);
        for (var i = 0; i < items; i++) {
            outcomes.add(
                    counts[i] == Statement.EXECUTE_FAILED
                            ? new BatchOutcome.Failed(error)
                            : new BatchOutcome.Done(counts[i]));
        }
        return outcomes;
    }

    private static List<BatchOutcome> blurred(int items, long[] counts, DatabaseError error) {
        var marks = Arrays.stream(counts)
                .filter(count -> count == Statement.EXECUTE_FAILED)
                .count();
        var outcomes = byStandard(items, counts, error);
        if (marks > 1) {
            outcomes.replaceAll(
                    outcome -> outcome instanceof BatchOutcome.Failed ? new BatchOutcome.Unknown() : outcome);
        }
        return outcomes;
    }

    private static List<BatchOutcome> stopped(int items, int failed, long[] counts, DatabaseError error) {
        if (failed == UNTOLD) {
            return unknown(items);
        }
        var outcomes = new ArrayList<BatchOutcome>(items);
        for (var i = 0; i < items; i++) {
            if (i < failed) {
                outcomes.add(new BatchOutcome.Done(
                        i < counts.length && counts[i] >= 0 ? counts[i] : Statement.SUCCESS_NO_INFO));
            } else {
                outcomes.add(i == failed ? new BatchOutcome.Failed(error) : new BatchOutcome.NotRun());
            }
        }
        return outcomes;
    }

    private static int index(String message, int items) {
        var number = FIRST_NUMBER.matcher(message);
        if (!number.find()) {
            return UNTOLD;
        }
        var index = number.group()
                .chars()
                .filter(Character::isDigit)
                .limit(LONGEST_INDEX)
                .mapToLong(digit -> Character.digit(digit, 10))
                .reduce(0, (before, digit) -> 10 * before + digit);
        return index < items ? (int) index : UNTOLD;
    }
}
