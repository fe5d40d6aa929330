package dev.weft.awaitlet;

/**
 * A failure with a stable code, under which {@code docs/errors.md} explains its cause and its cure.
 *
 * <p>Every exception of Weft is coded: {@link WeftException} and its subclasses, and {@link Cancelled}, which has to be
 * a {@link java.util.concurrent.CancellationException} so that every async world takes it for what it is.
 */
public interface Coded {
    /**
     * The stable code of this kind of failure.
     *
     * @return the code, such as {@code ER-101}
     */
    String code();
}
