package dev.weft.awaitlet;

/**
 * The failure of an awaitlet whose body returned something still to be awaited, such as a stage (ER-105).
 *
 * <p>Handing it on would hide an operation nobody waits for. The stage is cancelled.
 */
public final class UnawaitedResult extends WeftException {
    private static final long serialVersionUID = 1L;

    UnawaitedResult(Awaitlet awaitlet, Object result) {
        super(
                "ER-105",
                awaitlet + " returned a " + result.getClass().getName() + " that was not awaited.",
                "Return await(stage) instead of the stage.",
                null);
    }
}
