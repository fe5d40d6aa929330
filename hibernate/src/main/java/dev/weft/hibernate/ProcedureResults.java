package dev.weft.hibernate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stored procedure has answered: its parameters that go out, its result sets and its update counts, all in
 * memory. Immutable, so safe for use by many threads.
 */
public interface ProcedureResults {
    /**
     * The value of a parameter that goes out.
     *
     * @param name the name it was registered with
     * @param type the type it was registered with
     * @param <T> that type
     * @return the value; null for SQL's NULL
     * @throws IllegalArgumentException if no such parameter was registered
     * @throws ClassCastException if the value has another type
     */
    <T> @Nullable T getOutputParameterValue(String name, Class<T> type);

    /**
     * The value of a parameter that goes out.
     *
     * @param position the position it was registered with
     * @param type the type it was registered with
     * @param <T> that type
     * @return the value; null for SQL's NULL
     * @throws IllegalArgumentException if no such parameter was registered
     * @throws ClassCastException if the value has another type
     */
    <T> @Nullable T getOutputParameterValue(int position, Class<T> type);

    /**
     * The rows of the first result set.
     *
     * @param type the type of each: an entity, or that of a column, or {@code Object[]} of several
     * @param <T> that type
     * @return the rows in their order; none if there is no result set
     * @throws ClassCastException if a row has another type
     */
    <T> List<T> getResultList(Class<T> type);

    /**
     * The rows of every result set.
     *
     * @return a list for each, in their order
     */
    List<List<?>> resultLists();

    /**
     * How many rows the statements of the procedure have changed, of those that the database tells about.
     *
     * @return the counts in their order
     */
    List<Integer> updateCounts();
}
