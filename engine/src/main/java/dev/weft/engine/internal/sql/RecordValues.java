package dev.weft.engine.internal.sql;

import java.lang.invoke.MethodHandle;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a record's components by their names, for the parameters of a statement. */
public final class RecordValues {
    private RecordValues() {}

    /**
     * The values of a record.
     *
     * @param source the record
     * @return an unmodifiable map by the names of its components, in their order
     * @throws IllegalArgumentException if the record cannot be reached; it tells how to open its module
     */
    public static Map<String, @Nullable Object> of(Record source) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        var type = source.getClass();
        for (var component : type.getRecordComponents()) {
            MethodHandle accessor;
            try {
                accessor = RecordMapper.lookup(type).unreflect(component.getAccessor());
            } catch (IllegalAccessException e) {
                throw RecordMapper.notOpen(type, e);
            }
            try {
                values.put(component.getName(), accessor.invoke(source));
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalArgumentException(component + " of " + type.getName() + " failed", e);
            }
        }
        return Collections.unmodifiableMap(values);
    }
}
