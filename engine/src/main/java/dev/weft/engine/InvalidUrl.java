package dev.weft.engine;

import dev.weft.awaitlet.WeftException;
import java.util.Collection;
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
        var suggestion = EditDistance.nearest(given, known)
                .map(name -> "Did you mean \"" + name + "\"? ")
                .orElse("");
        return suggestion + "Known " + kind + ": " + String.join(", ", new TreeSet<>(known)) + ".";
    }
}
