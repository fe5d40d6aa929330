package dev.weft.engine;

import dev.weft.engine.internal.sql.RecordMapper;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The names of a result's columns, and where each is: found exactly, else in any case. */
final class Columns {
    static final Columns NONE = new Columns(List.of());

    private static final int TWICE = -1;

    private final List<String> names;
    private @Nullable Map<String, Integer> exact; // both made when first asked for; made twice does no harm
    private @Nullable Map<String, Integer> anyCase;
    private @Nullable RecordMapper<?> mapper; // of the record that was asked for last

    Columns(List<String> names) {
        this.names = List.copyOf(names);
    }

    List<String> names() {
        return names;
    }

    int indexOf(String name) {
        var index = exact().get(name);
        if (index == null) {
            index = anyCase().get(lower(name));
        }
        return found(name, index);
    }

    /** Where a record's component is: by its name, else by its name without regard to underscores. */
    int indexOfComponent(String component) {
        var index = exact().get(component);
        if (index == null) {
            index = anyCase().get(lower(component));
        }
        if (index == null) {
            index = index(names, Columns::plain).get(plain(component));
        }
        return found(component, index);
    }

    /** Makes records of rows with these columns; made once for a row after the other. */
    @SuppressWarnings("unchecked") // the mapper is of that type
    <R extends Record> RecordMapper<R> mapper(Class<R> type) {
        var known = mapper;
        if (known == null || !known.isOf(type)) {
            known = RecordMapper.of(type, this::indexOfComponent);
            mapper = known;
        }
        return (RecordMapper<R>) known;
    }

    int checked(int index) {
        if (index < 0 || index >= names.size()) {
            throw UnknownColumn.at(index, names);
        }
        return index;
    }

    /** Refuses names that would lose a column in a map. */
    void requireDistinct() {
        for (var name : names) {
            found(name, exact().get(name));
        }
    }

    private int found(String name, @Nullable Integer index) {
        if (index == null) {
            throw UnknownColumn.named(name, names);
        }
        if (index == TWICE) {
            throw UnknownColumn.ambiguous(name, names);
        }
        return index;
    }

    private Map<String, Integer> exact() {
        var known = exact;
        if (known == null) {
            known = index(names, UnaryOperator.identity());
            exact = known;
        }
        return known;
    }

    private Map<String, Integer> anyCase() {
        var known = anyCase;
        if (known == null) {
            known = index(names, Columns::lower);
            anyCase = known;
        }
        return known;
    }

    private static Map<String, Integer> index(List<String> names, UnaryOperator<String> form) {
        var index = HashMap.<String, Integer>newHashMap(names.size());
        for (var i = 0; i < names.size(); i++) {
            index.merge(form.apply(names.get(i)), i, (_, _) -> TWICE);
        }
        return Collections.unmodifiableMap(index);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String plain(String name) {
        return lower(name).replace("_", "");
    }
}
