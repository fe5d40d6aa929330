package dev.weft.awaitlet;

/** The failure of awaiting what cannot be awaited: null, or a publisher without exactly one element (ER-106). */
public final class NotAwaitable extends WeftException {
    private static final long serialVersionUID = 1L;

    NotAwaitable(String what) {
        super("ER-106", what + " cannot be awaited.", "Await a CompletionStage, or a publisher of one element.", null);
    }
}
