package dev.weft.engine.internal.sql;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of rows, through the canonical constructor.
 *
 * @param <R> the record
 */
public final class RecordMapper<R extends Record> {
    private final Class<R> type;
    private final Class<?>[] componentTypes;
    private final int[] indexes;
    private final MethodHandle constructor;

    private RecordMapper(Class<R> type, Class<?>[] componentTypes, int[] indexes, MethodHandle constructor) {
        this.type = type;
        this.componentTypes = componentTypes;
        this.indexes = indexes;
        this.constructor = constructor;
    }

    /**
     * A mapper for rows of one shape.
     *
     * @param type the record's class
     * @param indexOf finds the column of a component by its name
     * @param <R> the record
     * @return the mapper
     * @throws IllegalArgumentException if the record cannot be reached; it tells how to open its module
     */
    public static <R extends Record> RecordMapper<R> of(Class<R> type, ToIntFunction<String> indexOf) {
        var components = type.getRecordComponents();
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var constructor = constructor(type, types);
        var indexes = Arrays.stream(components)
                .map(RecordComponent::getName)
                .mapToInt(indexOf)
                .toArray();
        return new RecordMapper<>(type, types, indexes, constructor);
    }

    /**
     * Whether it makes records of a type.
     *
     * @param other the type
     * @return whether it is this one's
     */
    public boolean isOf(Class<?> other) {
        return type == other;
    }

    /**
     * Makes a record of a row.
     *
     * @param row the values by index
     * @param columns the names of the columns, for errors
     * @return the record
     */
    public R map(IntFunction<@Nullable Object> row, List<String> columns) {
        var arguments = new @Nullable Object[indexes.length];
        for (var i = 0; i < indexes.length; i++) {
            arguments[i] = Conversions.convert(row.apply(indexes[i]), componentTypes[i], columns.get(indexes[i]));
        }
        try {
            return type.cast(constructor.invokeExact(arguments));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException("the constructor of " + type.getName() + " failed", e);
        }
    }

    private static MethodHandle constructor(Class<?> type, Class<?>[] componentTypes) {
        var shape = MethodType.methodType(void.class, componentTypes);
        try {
            return lookup(type)
                    .findConstructor(type, shape)
                    .asSpreader(Object[].class, componentTypes.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw notOpen(type, e);
        }
    }

    /** The refusal of a record in a module that is closed to Weft. */
    static IllegalArgumentException notOpen(Class<?> type, ReflectiveOperationException cause) {
        return new IllegalArgumentException(
                "The record " + type.getName() + " is not open to Weft: add \"opens " + type.getPackageName()
                        + weftIfNamed() + ";\" to the module-info of "
                        + type.getModule().getName() + ".",
                cause);
    }

    /** On the class path Weft has no name to open a package to. */
    private static String weftIfNamed() {
        var weft = RecordMapper.class.getModule();
        return weft.isNamed() ? " to " + weft.getName() : "";
    }

    /** A lookup that reaches a record, if its module lets it. */
    static MethodHandles.Lookup lookup(Class<?> type) throws IllegalAccessException {
        var here = RecordMapper.class.getModule();
        var there = type.getModule();
        here.addReads(there);
        return there.isOpen(type.getPackageName(), here)
                ? MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                : MethodHandles.publicLookup();
    }
}
