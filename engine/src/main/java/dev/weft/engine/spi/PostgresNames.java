package dev.weft.engine.spi;

import dev.weft.engine.FeatureRefused;

/**
 * Names and texts of users inside statements of PostgreSQL, where no parameter may stand: the one place that quotes
 * them.
 *
 * <p>Whatever a name holds, it stays one name: quotes are doubled, and backslashes too where a setting of the session
 * would give them a meaning. Safe for use by many threads.
 */
public final class PostgresNames {
    private PostgresNames() {}

    /**
     * A name as an identifier, which keeps its case.
     *
     * @param name the name, such as that of a channel or a savepoint
     * @return the name in double quotes
     * @throws FeatureRefused if it holds the character 0, which ends every text of the protocol (ER-601)
     */
    public static String identifier(String name) {
        return '"' + whole(name).replace("\"", "\"\"") + '"';
    }

    /**
     * A text as a constant.
     *
     * @param text the text, such as the id of a prepared transaction
     * @return the text in single quotes, which means the same whatever {@code standard_conforming_strings} is
     * @throws FeatureRefused if it holds the character 0, which ends every text of the protocol (ER-601)
     */
    public static String literal(String text) {
        var quoted = '\'' + whole(text).replace("'", "''").replace("\\", "\\\\") + '\'';
        return text.indexOf('\\') < 0 ? quoted : "E" + quoted;
    }

    private static String whole(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new FeatureRefused("A name in PostgreSQL cannot hold the character 0.", "Leave it out.");
        }
        return text;
    }
}
