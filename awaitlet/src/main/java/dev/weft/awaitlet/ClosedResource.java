package dev.weft.awaitlet;

/** The failure of using one's own half of a channel after it was closed, or while it is being closed (ER-205). */
public final class ClosedResource extends WeftException {
    private static final long serialVersionUID = 1L;

    ClosedResource(String half, Channel.Site opened) {
        super(
                "ER-205",
                "This " + half + " of the channel opened at " + opened + " is closed.",
                "Use it inside its block; make a copy() before the close for whoever goes on.",
                null);
    }
}
