package dev.weft.peers.workload;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What was measured in one round.
 *
 * @param figures the values
 */
public record Round(Map<Figure, Double> figures) {
    /**
     * Keeps a copy.
     *
     * @param figures the values
     */
    public Round {
        var copy = new EnumMap<Figure, Double>(Figure.class);
        copy.putAll(figures);
        figures = Map.copyOf(copy);
    }

    /**
     * One value.
     *
     * @param figure which
     * @return the value, or nothing if it was not measured
     */
    public OptionalDouble get(Figure figure) {
        var value = figures.get(figure);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /**
     * The same with one value more.
     *
     * @param figure which
     * @param value the value
     * @return a new round
     */
    public Round with(Figure figure, double value) {
        var more = new EnumMap<Figure, Double>(Figure.class);
        more.putAll(figures);
        more.put(figure, value);
        return new Round(more);
    }

    /**
     * The words of a message.
     *
     * @return such as {@code cpuSeconds=0.5}
     */
    public List<String> words() {
        return Arrays.stream(Figure.values())
                .filter(figures::containsKey)
                .map(figure -> figure.word() + "=" + figures.get(figure))
                .toList();
    }

    /**
     * Reads a message.
     *
     * @param words its words
     * @return the round
     * @throws IllegalArgumentException if it is not understood
     */
    public static Round of(List<String> words) {
        var known = Arrays.stream(Figure.values()).collect(Collectors.toMap(Figure::word, figure -> figure));
        var figures = new EnumMap<Figure, Double>(Figure.class);
        for (var word : words) {
            var parts = word.split("=", 2);
            var figure = known.get(parts[0]);
            if (figure == null || parts.length < 2) {
                throw new IllegalArgumentException("not a figure: " + word);
            }
            figures.put(figure, Double.valueOf(parts[1]));
        }
        return new Round(figures);
    }
}
