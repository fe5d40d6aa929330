package dev.weft.awaitlet;

/** The failure of sending into a channel whose receivers are all closed: nobody could receive the item (ER-205). */
public final class BrokenResource extends WeftException {
    private static final long serialVersionUID = 1L;

    BrokenResource(Channel.Site opened) {
        super(
                "ER-205",
                "All receivers of the channel opened at " + opened + " are closed.",
                "Stop sending, or keep a receiver open until the last item is sent.",
                null);
    }
}
