package dev.weft.hibernate;

import jakarta.persistence.ParameterMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.procedure.ProcedureCall;
import org.hibernate.procedure.ProcedureOutputs;
import org.hibernate.result.Output;
import org.hibernate.result.ResultSetOutput;
import org.hibernate.result.UpdateCountOutput;
import org.hibernate.sql.results.NoMoreOutputsException;
import org.jspecify.annotations.Nullable;

/**
 * What has been read of a procedure's answer.
 *
 * @param parameters those that go out, by their names or positions
 * @param resultLists the rows of its result sets
 * @param updateCounts what its statements changed
 */
record ReadResults(Map<Object, @Nullable Object> parameters, List<List<?>> resultLists, List<Integer> updateCounts)
        implements ProcedureResults {
    /** Calls a procedure that is ready. What it returns comes first: some drivers know the parameters only then. */
    static ProcedureResults of(ProcedureCall call) {
        var outputs = call.getOutputs();
        var lists = new ArrayList<List<?>>();
        var counts = new ArrayList<Integer>();
        for (var output = current(outputs); output != null; output = next(outputs)) {
            switch (output) {
                case ResultSetOutput<?> rows -> lists.add(Collections.unmodifiableList(rows.getResultList()));
                case UpdateCountOutput changed -> counts.add(changed.getUpdateCount());
                default -> throw new IllegalStateException("neither rows nor a count: " + output);
            }
        }
        return new ReadResults(parameters(call, outputs), List.copyOf(lists), List.copyOf(counts));
    }

    private static @Nullable Output next(ProcedureOutputs outputs) {
        return outputs.goToNext() ? current(outputs) : null;
    }

    private static @Nullable Output current(ProcedureOutputs outputs) {
        try {
            return outputs.getCurrent();
        } catch (NoMoreOutputsException none) {
            return null; // of a procedure without any, on PostgreSQL
        }
    }

    private static Map<Object, @Nullable Object> parameters(ProcedureCall call, ProcedureOutputs outputs) {
        var values = new HashMap<Object, @Nullable Object>();
        for (var parameter : call.getRegisteredParameters()) {
            if (parameter.getMode() == ParameterMode.OUT || parameter.getMode() == ParameterMode.INOUT) {
                var name = parameter.getName();
                values.put(name == null ? parameter.getPosition() : name, outputs.getOutputParameterValue(parameter));
            }
        }
        return Collections.unmodifiableMap(values);
    }

    @Override
    public <T> @Nullable T getOutputParameterValue(String name, Class<T> type) {
        return type.cast(value(name));
    }

    @Override
    public <T> @Nullable T getOutputParameterValue(int position, Class<T> type) {
        return type.cast(value(position));
    }

    private @Nullable Object value(Object parameter) {
        if (!parameters.containsKey(parameter)) {
            throw new IllegalArgumentException("no parameter " + parameter + " goes out, but " + parameters.keySet());
        }
        return parameters.get(parameter);
    }

    @Override
    public <T> List<T> getResultList(Class<T> type) {
        var rows = new ArrayList<T>();
        if (!resultLists.isEmpty()) {
            resultLists.getFirst().forEach(row -> rows.add(type.cast(row)));
        }
        return Collections.unmodifiableList(rows);
    }
}
