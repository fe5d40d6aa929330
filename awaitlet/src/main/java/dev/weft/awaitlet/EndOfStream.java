package dev.weft.awaitlet;

/**
 * The failure of receiving from a channel that has ended: all senders are closed and every item is received (ER-205).
 */
public final class EndOfStream extends WeftException {
    private static final long serialVersionUID = 1L;

    EndOfStream(Channel.Site opened) {
        super(
                "ER-205",
                "The channel opened at " + opened + " has ended: its senders are closed, and all items are received.",
                "Take this for the end of the items, or iterate over the receiver, which ends by itself.",
                null);
    }
}
