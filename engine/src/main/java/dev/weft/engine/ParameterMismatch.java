package dev.weft.engine;

import dev.weft.awaitlet.WeftException;

/**
 * The failure of running a statement with more or fewer parameters than it has placeholders (ER-313).
 *
 * <p>The statement has not been sent. Immutable, so safe for use by many threads.
 */
public final class ParameterMismatch extends WeftException {
    private static final long serialVersionUID = 1L;

    /** How many placeholders the statement has. */
    private final int expected;
    /** How many parameters were given. */
    private final int given;

    /**
     * Makes the exception.
     *
     * @param sql the statement
     * @param expected how many placeholders it has
     * @param given how many parameters were given
     */
    public ParameterMismatch(String sql, int expected, int given) {
        super(
                "ER-313",
                "The statement has " + expected + " placeholders, but " + given + " parameters were given. SQL: "
                        + SqlText.shortened(sql),
                "Give one parameter for each ?; a null is a parameter too.",
                null);
        this.expected = expected;
        this.given = given;
    }

    /**
     * How many placeholders the statement has.
     *
     * @return their number
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
}
