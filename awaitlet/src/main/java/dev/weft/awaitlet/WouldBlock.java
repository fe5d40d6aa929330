package dev.weft.awaitlet;

/**
 * The failure of an operation that was told not to wait, and could not be done at once (ER-205). It has changed
 * nothing.
 */
public final class WouldBlock extends WeftException {
    private static final long serialVersionUID = 1L;

    WouldBlock(String problem, String cure) {
        super("ER-205", problem, cure, null);
    }

    static WouldBlock acquiring(Object primitive, String otherwise) {
        return new WouldBlock(
                primitive + " has nothing to give at once.",
                "Wait for it with " + otherwise + ", or do something else meanwhile.");
    }
}
