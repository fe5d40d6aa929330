package dev.weft.engine.internal.sql;

import dev.weft.engine.ParameterMismatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose parameters have names, {@code :id}, taken apart once; each set of values makes a positional one.
 *
 * <ul>
 *   <li>Taking it apart, and binding values to it, takes time linear in its length.
 *   <li>A name used twice is bound twice.
 *   <li>A collection becomes a placeholder for each of its elements, as {@code in (:ids)} wants.
 * </ul>
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class NamedSql {
    private record Slot(int start, int end, String name) {}

    private final String sql;
    private final List<Slot> slots;
    private final Set<String> names;

    private NamedSql(String sql, List<Slot> slots) {
        this.sql = sql;
        this.slots = slots;
        var distinct = new LinkedHashSet<String>();
        slots.forEach(slot -> distinct.add(slot.name()));
        this.names = Collections.unmodifiableSet(distinct);
    }

    /**
     * A statement without names, and the values of its placeholders.
     *
     * @param sql the statement
     * @param values the values, in order
     */
    public record Positional(String sql, List<@Nullable Object> values) {}

    /**
     * Takes a statement apart.
     *
     * @param sql the statement
     * @param dialect the dialect, as in a URL
     * @return its parts
     * @throws ParameterMismatch if it has placeholders without a name beside those with one (ER-313)
     */
    public static NamedSql parse(String sql, String dialect) {
        var parser = new Parser(sql, Lexis.of(dialect));
        parser.scan();
        var parsed = new NamedSql(sql, List.copyOf(parser.slots));
        if (parser.placeholders > 0 && !parser.slots.isEmpty()) {
            throw ParameterMismatch.mixed(sql, parser.placeholders, parsed.names);
        }
        return parsed;
    }

    /**
     * The names, each once.
     *
     * @return the names without their colons, in the order of their first places
     */
    public Set<String> names() {
        return names;
    }

    /**
     * The name at each place.
     *
     * @return the names without their colons, in the order of the text
     */
    public List<String> places() {
        return slots.stream().map(Slot::name).toList();
    }

    /**
     * Puts values in the places of the names.
     *
     * @param given the values by name; each must have a place
     * @param offered more values, which need not have one
     * @return the statement with placeholders, and their values
     * @throws ParameterMismatch if a name has no value, a value no place, or a collection no elements (ER-313)
     */
    public Positional bind(
            Map<String, ? extends @Nullable Object> given, Map<String, ? extends @Nullable Object> offered) {
        check(given, offered);
        var text = new StringBuilder(sql.length());
        var values = new ArrayList<@Nullable Object>(slots.size());
        var from = 0;
        for (var slot : slots) {
            text.append(sql, from, slot.start());
            from = slot.end();
            var value = given.containsKey(slot.name()) ? given.get(slot.name()) : offered.get(slot.name());
            if (value instanceof Collection<?> elements) {
                expand(slot.name(), elements, text, values);
            } else {
                text.append('?');
                values.add(value);
            }
        }
        text.append(sql, from, sql.length());
        return new Positional(text.toString(), values);
    }

    private void check(Map<String, ? extends @Nullable Object> given, Map<String, ? extends @Nullable Object> offered) {
        var missing = names.stream().anyMatch(name -> !given.containsKey(name) && !offered.containsKey(name));
        if (missing || !names.containsAll(given.keySet())) {
            var all = new LinkedHashSet<>(given.keySet());
            offered.keySet().stream().filter(names::contains).forEach(all::add);
            throw ParameterMismatch.named(sql, names, all);
        }
    }

    private void expand(String name, Collection<?> elements, StringBuilder text, List<@Nullable Object> values) {
        if (elements.isEmpty()) {
            throw ParameterMismatch.unfit(
                    sql,
                    name,
                    "is an empty collection, for which SQL has no notation",
                    "Leave the statement or the condition out, or give an array where the database has arrays.");
        }
        var separator = "";
        for (Object element : elements) {
            if (element instanceof Collection) {
                throw ParameterMismatch.unfit(
                        sql, name, "is a collection of collections", "Name the values of each row by themselves.");
            }
            text.append(separator).append('?');
            separator = ", ";
            values.add(element);
        }
    }

    /** Collects the places of names, and counts the placeholders that have none. */
    private static final class Parser extends SqlScanner {
        private final String sql;
        private final List<Slot> slots = new ArrayList<>();
        private int placeholders;

        Parser(String sql, Lexis lexis) {
            super(sql, lexis);
            this.sql = sql;
        }

        @Override
        void placeholder(int start, int end, int number) {
            placeholders++;
        }

        @Override
        void name(int start, int end) {
            slots.add(new Slot(start, end, sql.substring(start + 1, end)));
        }
    }
}
