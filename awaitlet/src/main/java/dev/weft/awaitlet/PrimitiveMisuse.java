package dev.weft.awaitlet;

/**
 * The failure of using a lock, a limiter or another primitive against its rules (ER-208): taking twice, giving back
 * what is not held, waiting on a condition without its lock. It has changed nothing.
 */
public final class PrimitiveMisuse extends WeftException {
    private static final long serialVersionUID = 1L;

    PrimitiveMisuse(String problem, String cure) {
        super("ER-208", problem, cure, null);
    }
}
