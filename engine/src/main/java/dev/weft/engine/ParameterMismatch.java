package dev.weft.engine;

import dev.weft.awaitlet.WeftException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The failure of running a statement with parameters that do not fit it: more or fewer than it has placeholders, or
 * none for a name, or one for a name it does not have (ER-313).
 *
 * <p>The statement has not been sent. Immutable, so safe for use by many threads.
 */
public final class ParameterMismatch extends WeftException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_NAMES = 20;

    /** How many placeholders, or names, the statement has. */
    private final int expected;
    /** How many parameters were given. */
    private final int given;
    /** The names at fault; empty where parameters have none. */
    private final ArrayList<String> names;

    private ParameterMismatch(
            String problem, String cure, String sql, int expected, int given, Collection<String> names) {
        super("ER-313", problem + " SQL: " + SqlText.shortened(sql), cure, null);
        this.expected = expected;
        this.given = given;
        this.names = new ArrayList<>(names);
    }

    /**
     * Makes the exception for parameters without names.
     *
     * @param sql the statement
     * @param expected how many placeholders it has
     * @param given how many parameters were given
     */
    public ParameterMismatch(String sql, int expected, int given) {
        this(
                "The statement has " + expected + " placeholders, but " + given + " parameters were given.",
                "Give one parameter for each ?; a null is a parameter too.",
                sql,
                expected,
                given,
                List.of());
    }

    /**
     * The failure of parameters with names.
     *
     * @param sql the statement
     * @param wanted the names in the statement
     * @param given the names of the parameters given
     * @return the exception, which tells those that are missing and those that fit none, with the nearest name
     */
    public static ParameterMismatch named(String sql, Collection<String> wanted, Collection<String> given) {
        var missing = new LinkedHashSet<>(wanted);
        missing.removeAll(given);
        var surplus = new LinkedHashSet<>(given);
        surplus.removeAll(wanted);
        var problem = new StringBuilder();
        if (!missing.isEmpty()) {
            problem.append("No value was given for ").append(listed(missing)).append('.');
        }
        if (!surplus.isEmpty()) {
            problem.append(problem.isEmpty() ? "" : " ")
                    .append("The statement has no parameter ")
                    .append(listed(surplus))
                    .append('.');
        }
        var suggestion = surplus.stream()
                .limit(MOST_NAMES)
                .flatMap(name -> EditDistance.nearest(name, missing.isEmpty() ? wanted : missing).stream())
                .findFirst()
                .map(name -> "Did you mean :" + name + "? ")
                .orElse("");
        var names = new LinkedHashSet<>(missing);
        names.addAll(surplus);
        return new ParameterMismatch(
                problem.toString(),
                suggestion + "Give one value for each name, and no others; a null is a value too.",
                sql,
                wanted.size(),
                given.size(),
                names);
    }

    /**
     * The failure of a value that cannot stand where its name does.
     *
     * @param sql the statement
     * @param name the name of the parameter
     * @param reason what is wrong with its value, as the rest of a sentence
     * @param cure what to do, as a sentence
     * @return the exception
     */
    public static ParameterMismatch unfit(String sql, String name, String reason, String cure) {
        return new ParameterMismatch("The parameter :" + name + " " + reason + ".", cure, sql, 1, 1, List.of(name));
    }

    /**
     * The failure of a statement that has parameters with names and others without.
     *
     * @param sql the statement
     * @param placeholders how many placeholders without a name it has
     * @param names the names in it, or of its values
     * @return the exception
     */
    public static ParameterMismatch mixed(String sql, int placeholders, Collection<String> names) {
        return new ParameterMismatch(
                "The statement mixes parameters without a name and the named " + listed(names) + ".",
                "Name all of them or none; an operator's question mark is written ?? in PostgreSQL.",
                sql,
                placeholders + names.size(),
                names.size(),
                names);
    }

    private static String listed(Collection<String> names) {
        var shown = names.stream().limit(MOST_NAMES).map(name -> ":" + name).collect(Collectors.joining(", "));
        var more = names.size() - MOST_NAMES;
        return shown + (more > 0 ? ", and " + more + " more" : "");
    }

    /**
     * How many parameters the statement wants.
     *
     * @return the number of its placeholders, or of its names
     */
    public int expected() {
        return expected;
    }

    /**
     * How many parameters were given.
     *
     * @return their number
     */
    public int given() {
        return given;
    }

    /**
     * The names at fault: without a value, without a place in the statement, or with a value that does not fit.
     *
     * @return the names, without colons; empty where parameters have no names
     */
    public List<String> names() {
        return List.copyOf(names);
    }
}
