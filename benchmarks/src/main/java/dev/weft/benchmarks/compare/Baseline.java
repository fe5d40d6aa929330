package dev.weft.benchmarks.compare;

import java.util.List;

/**
 * Whose figures those of the others are divided by.
 *
 * @param contenders all that take part
 * @param wanted the one that was asked for, or nothing
 */
record Baseline(List<Contender> contenders, String wanted) {
    /** The one that was asked for; else the usual one of a contender's kind; else the first of that kind. */
    String of(Contender.Kind kind) {
        if (!wanted.isEmpty()) {
            return wanted;
        }
        var ids = contenders.stream()
                .filter(contender -> contender.kind() == kind)
                .map(Contender::id)
                .toList();
        return ids.contains(kind.baseline()) || ids.isEmpty() ? kind.baseline() : ids.getFirst();
    }
}
