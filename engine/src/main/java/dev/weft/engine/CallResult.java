package dev.weft.engine;

import dev.weft.engine.internal.sql.Conversions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a procedure or function answered: the values of its OUT parameters, and its results.
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class CallResult {
    private final SortedMap<Integer, @Nullable Object> out;
    private final Map<String, Integer> indexes;
    private final List<Result> results;

    private CallResult(SortedMap<Integer, @Nullable Object> out, Map<String, Integer> indexes, List<Result> results) {
        this.out = out;
        this.indexes = indexes;
        this.results = results;
    }

    /**
     * The answer of a call, for drivers.
     *
     * @param out the values of the OUT parameters by the indexes of their placeholders, from 0
     * @param results the results, in order
     * @return the answer
     */
    public static CallResult of(Map<Integer, ? extends @Nullable Object> out, List<Result> results) {
        return new CallResult(
                Collections.unmodifiableSortedMap(new TreeMap<Integer, @Nullable Object>(out)),
                Map.of(),
                List.copyOf(results));
    }

    /**
     * This answer with the names of the statement's parameters.
     *
     * @param names a name for each placeholder, in order
     * @return a new answer
     */
    public CallResult named(List<String> names) {
        var byName = new LinkedHashMap<String, Integer>();
        out.keySet().stream()
                .filter(index -> index < names.size())
                .forEach(index -> byName.put(names.get(index), index));
        return new CallResult(out, byName, results);
    }

    /**
     * The value of an OUT parameter.
     *
     * @param index the index of its placeholder, from 0
     * @param type the type to convert it to
     * @param <T> that type
     * @return the value; null for NULL
     * @throws NoSuchElementException if there is no OUT parameter at that index
     * @throws ConversionFailed if the value is no such type (ER-315)
     */
    public <T> @Nullable T out(int index, Class<T> type) {
        if (!out.containsKey(index)) {
            throw new NoSuchElementException(
                    "There is no OUT parameter with the index " + index + "; those there are: " + out.keySet() + ".");
        }
        return Conversions.convert(out.get(index), type, "OUT parameter " + index);
    }

    /**
     * The value of an OUT parameter.
     *
     * @param name its name in the statement, without the colon
     * @param type the type to convert it to
     * @param <T> that type
     * @return the value; null for NULL
     * @throws NoSuchElementException if there is no OUT parameter of that name
     * @throws ConversionFailed if the value is no such type (ER-315)
     */
    public <T> @Nullable T out(String name, Class<T> type) {
        var index = indexes.get(name);
        if (index == null) {
            throw new NoSuchElementException(
                    "There is no OUT parameter :" + name + "; those there are: " + indexes.keySet() + ".");
        }
        return Conversions.convert(out.get(index), type, name);
    }

    /**
     * The results of the statements inside, where the database gives them.
     *
     * @return the results, in order
     */
    public List<Result> results() {
        return results;
    }

    /**
     * A summary without values.
     *
     * @return the number of OUT parameters and of results
     */
    @Override
    public String toString() {
        return "CallResult[" + out.size() + " out, " + results.size() + " results]";
    }
}
