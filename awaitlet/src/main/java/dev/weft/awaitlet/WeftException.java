package dev.weft.awaitlet;

import org.jspecify.annotations.Nullable;

/**
 * The root of the exceptions Weft throws: unchecked, with a stable code, a sentence on what went wrong and one on its
 * cure.
 *
 * <ul>
 *   <li>Subclasses are cut by what the caller can do about them.
 *   <li>The message starts with the code and ends with the cure; it never holds a password.
 * </ul>
 *
 * <p>The one failure of Weft that is not a {@code WeftException} is {@link Cancelled}. Instances are as thread-safe as
 * any {@link Throwable}.
 */
public abstract class WeftException extends RuntimeException implements Coded {
    private static final long serialVersionUID = 1L;

    /** The stable code. */
    private final String code;

    /** What the reader can do. */
    private final String cure;

    /**
     * Makes the exception.
     *
     * @param code the stable code, such as {@code ER-101}
     * @param problem what went wrong, as a sentence
     * @param cure what the reader can do about it, as a sentence
     * @param cause the failure behind this one, or null if there is none
     */
    protected WeftException(String code, String problem, String cure, @Nullable Throwable cause) {
        super("[" + code + "] " + problem + " " + cure, cause);
        this.code = code;
        this.cure = cure;
    }

    @Override
    public final String code() {
        return code;
    }

    /**
     * What the reader can do about this failure.
     *
     * @return a sentence
     */
    public final String cure() {
        return cure;
    }
}
