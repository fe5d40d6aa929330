package dev.weft.benchmarks.compare;

import dev.weft.peers.workload.Figure;
import dev.weft.peers.workload.Round;
import java.util.OptionalDouble;
import java.util.function.Function;

/** One figure of a table, worked out for each round. */
enum Column {
    CPU("CPU each", Quantity.MICROS, round -> per(round, Figure.CPU_SECONDS, Figure.OPERATIONS, 1e6)),
    RATE("a second", Quantity.COUNT, round -> per(round, Figure.OPERATIONS, Figure.WALL_SECONDS, 1)),
    P50("p50", Quantity.MICROS, round -> round.get(Figure.P50_MICROS)),
    P99("p99", Quantity.MICROS, round -> round.get(Figure.P99_MICROS)),
    P999("p99.9", Quantity.MICROS, round -> round.get(Figure.P999_MICROS)),
    LONGEST("longest", Quantity.MICROS, round -> round.get(Figure.LONGEST_MICROS)),
    ALLOCATED("allocated", Quantity.BYTES, round -> per(round, Figure.ALLOCATED_BYTES, Figure.OPERATIONS, 1)),
    HEAP_PEAK("heap peak", Quantity.BYTES, round -> round.get(Figure.HEAP_PEAK_BYTES)),
    SERVED("served", Quantity.SHARE, Column::served),
    /** The longest wait beside that of everybody if the line were fair: all of them before it is one's turn again. */
    LONGEST_TO_IDEAL("longest/ideal", Quantity.RATIO, Column::fairness),
    FIRST_ANSWER("first answer", Quantity.MICROS, round -> scaled(round, Figure.WALL_SECONDS, 1e6)),
    CPU_IN_ALL("CPU in all", Quantity.MICROS, round -> scaled(round, Figure.CPU_SECONDS, 1e6)),
    HEAP("heap", Quantity.BYTES, round -> round.get(Figure.HEAP_BYTES)),
    PROCESS("process", Quantity.BYTES, round -> round.get(Figure.PROCESS_BYTES)),
    /** What a parked task takes of the heap and outside it. */
    MEMORY("memory each", Quantity.BYTES, Column::memory),
    STUCK("stuck", Quantity.COUNT, round -> round.get(Figure.FAILED)),
    LEAKED("leaked", Quantity.COUNT, round -> round.get(Figure.LEAKED)),
    UNUSABLE("unusable", Quantity.COUNT, round -> round.get(Figure.UNUSABLE));

    private final String title;
    private final Quantity quantity;

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final Function<Round, OptionalDouble> value;

    Column(String title, Quantity quantity, Function<Round, OptionalDouble> value) {
        this.title = title;
        this.quantity = quantity;
        this.value = value;
    }

    String title() {
        return title;
    }

    Quantity quantity() {
        return quantity;
    }

    OptionalDouble of(Round round) {
        return value.apply(round);
    }

    private static OptionalDouble scaled(Round round, Figure figure, double factor) {
        var value = round.get(figure);
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * factor) : value;
    }

    private static OptionalDouble per(Round round, Figure of, Figure by, double factor) {
        var dividend = round.get(of);
        var divisor = round.get(by);
        return dividend.isPresent() && divisor.isPresent() && divisor.getAsDouble() > 0
                ? OptionalDouble.of(dividend.getAsDouble() / divisor.getAsDouble() * factor)
                : OptionalDouble.empty();
    }

    private static OptionalDouble served(Round round) {
        var failed = per(round, Figure.FAILED, Figure.TASKS, 1);
        return failed.isPresent() ? OptionalDouble.of(1 - failed.getAsDouble()) : failed;
    }

    private static OptionalDouble fairness(Round round) {
        var longest = round.get(Figure.LONGEST_MICROS);
        var each = per(round, Figure.WALL_SECONDS, Figure.OPERATIONS, 1e6);
        var tasks = round.get(Figure.TASKS);
        return longest.isPresent() && each.isPresent() && tasks.isPresent()
                ? OptionalDouble.of(longest.getAsDouble() / (each.getAsDouble() * tasks.getAsDouble()))
                : OptionalDouble.empty();
    }

    private static OptionalDouble memory(Round round) {
        var heap = round.get(Figure.HEAP_BYTES);
        var outside = round.get(Figure.PROCESS_BYTES).orElse(0);
        return heap.isPresent() ? OptionalDouble.of(heap.getAsDouble() + outside) : heap;
    }
}
