package dev.weft.engine;

import dev.weft.awaitlet.WeftException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The failure of making an engine from a URL that is malformed, or names an unknown dialect or driver (ER-406).
 *
 * <p>The message names the part and its position and never quotes user, password, host, path or options, because a
 * malformed URL may hold its password anywhere. Immutable, so safe for use by many threads.
 */
public final class InvalidUrl extends WeftException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param problem what is wrong with which part, as a sentence that does not quote the URL
     * @param cure how to write it, as a sentence
     */
    public InvalidUrl(String problem, String cure) {
        super("ER-406", problem, cure, null);
    }

    /**
     * The failure of a URL whose dialect no driver speaks.
     *
     * @param dialect the dialect of the URL
     * @param known the dialects the drivers speak
     * @return the exception, which lists the known ones and suggests the nearest
     */
    public static InvalidUrl unknownDialect(String dialect, Collection<String> known) {
        return new InvalidUrl("No driver speaks the dialect \"" + dialect + "\".", choices("dialects", dialect, known));
    }

    /**
     * The failure of a URL that asks for a driver which is not there.
     *
     * @param dialect the dialect of the URL
     * @param driver the driver it asks for, after the plus sign
     * @param known the drivers that speak the dialect
     * @return the exception, which lists the known ones and suggests the nearest
     */
    public static InvalidUrl unknownDriver(String dialect, String driver, Collection<String> known) {
        return new InvalidUrl(
                "There is no driver \"" + driver + "\" for the dialect \"" + dialect + "\".",
                choices("drivers", driver, known));
    }

    private static String choices(String kind, String given, Collection<String> known) {
        if (known.isEmpty()) {
            return "There are no " + kind + " on the class or module path: add a driver's artifact.";
        }
        var suggestion = nearest(given, known)
                .map(name -> "Did you mean \"" + name + "\"? ")
                .orElse("");
        return suggestion + "Known " + kind + ": " + String.join(", ", new TreeSet<>(known)) + ".";
    }

    /** The known name that differs in at most a third of its letters. */
    private static Optional<String> nearest(String given, Collection<String> known) {
        var word = given.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name -> EditDistance.between(word, name) <= Math.max(1, name.length() / 3))
                .min(Comparator.<String>comparingInt(name -> EditDistance.between(word, name))
                        .thenComparing(Comparator.naturalOrder()));
    }
}

/** The number of letters to insert, delete or replace to make one word of another (Levenshtein). */
final class EditDistance {
    /** Longer words are not typing mistakes; the bound keeps the work small for hostile input. */
    private static final int LONGEST = 64;

    private EditDistance() {}

    static int between(String a, String b) {
        if (a.length() > LONGEST || b.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        var row = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
