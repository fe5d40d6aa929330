package dev.weft.testing.sim;

/**
 * How often something goes wrong in a {@link SimDriver}: of a thousand operations, and of a thousand connections.
 *
 * <p>Immutable, so safe for use by many threads.
 *
 * @param failing operations that fail and leave their connection usable; attempts to connect that are refused
 * @param breaking operations that break their connection
 * @param silent operations that never answer, until they are cancelled or their connection is cut off; attempts to
 *     connect that hang
 * @param dying connections that die while nothing runs on them, without a sign
 */
public record SimFaults(int failing, int breaking, int silent, int dying) {
    private static final int ALL = 1000;

    /** Everything works. */
    public static final SimFaults NONE = new SimFaults(0, 0, 0, 0);

    /** As bad as it may get: about one operation in seven goes wrong. */
    public static final SimFaults MANY = new SimFaults(60, 50, 40, 100);

    /**
     * Checks the shares.
     *
     * @throws IllegalArgumentException if one is negative, or those of operations are more than 1,000 together
     */
    public SimFaults {
        if (failing < 0 || breaking < 0 || silent < 0 || failing + breaking + silent > ALL) {
            throw new IllegalArgumentException("failing, breaking and silent are 0 to 1000 together, not " + failing
                    + " + " + breaking + " + " + silent);
        }
        if (dying < 0 || dying > ALL) {
            throw new IllegalArgumentException("dying is 0 to 1000, not " + dying);
        }
    }

    /** What becomes of an operation. */
    enum Outcome {
        WORKS,
        FAILS,
        BREAKS,
        SILENT
    }

    /** The outcome that a number of 0 to 999 stands for. */
    Outcome outcome(int drawn) {
        if (drawn < failing) {
            return Outcome.FAILS;
        } else if (drawn < failing + breaking) {
            return Outcome.BREAKS;
        }
        return drawn < failing + breaking + silent ? Outcome.SILENT : Outcome.WORKS;
    }
}
