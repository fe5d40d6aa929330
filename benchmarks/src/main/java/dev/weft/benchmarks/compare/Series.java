package dev.weft.benchmarks.compare;

import dev.weft.peers.workload.Round;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The values of one figure in all rounds; there is one at least. */
final class Series {
    /** What two runs of the same build may differ by. */
    static final double NOISE = 0.1;

    private static final int ENOUGH_TO_DROP_TWO = 5;

    private final double[] sorted;

    Series(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("there must be a value");
        }
        sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    /** The figure of all rounds that have it. */
    static Optional<Series> of(List<Round> rounds, Column column) {
        var values = new ArrayList<Double>();
        rounds.forEach(round -> column.of(round).ifPresent(values::add));
        return values.isEmpty() ? Optional.empty() : Optional.of(new Series(values));
    }

    /** One beside the other, round by round: what else the machine did in a round met both. */
    static Optional<Series> ratios(List<Round> of, List<Round> by, Column column) {
        var ratios = new ArrayList<Double>();
        for (var i = 0; i < Math.min(of.size(), by.size()); i++) {
            var dividend = column.of(of.get(i));
            var divisor = column.of(by.get(i));
            if (dividend.isPresent() && divisor.isPresent() && divisor.getAsDouble() > 0) {
                ratios.add(dividend.getAsDouble() / divisor.getAsDouble());
            }
        }
        return ratios.isEmpty() ? Optional.empty() : Optional.of(new Series(ratios));
    }

    double median() {
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double least() {
        return sorted[0];
    }

    double most() {
        return sorted[sorted.length - 1];
    }

    /** The lower end of the middle: all but the least and the most, if there are enough. */
    private double low() {
        return sorted.length < ENOUGH_TO_DROP_TWO ? least() : sorted[1];
    }

    private double high() {
        return sorted.length < ENOUGH_TO_DROP_TWO ? most() : sorted[sorted.length - 2];
    }

    /** Whether its middle is so wide that another run may well have another median. */
    boolean isNoisy() {
        return high() - low() > NOISE * median();
    }

    /**
     * Whether another differs beyond noise: the middles do not meet, and the medians are further apart than runs are.
     */
    boolean differs(Series other) {
        var apart = low() > other.high() || other.low() > high();
        return apart && Math.abs(median() - other.median()) > NOISE * Math.min(median(), other.median());
    }

    @Override
    public String toString() {
        return Arrays.toString(sorted);
    }
}
