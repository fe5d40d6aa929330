package dev.weft.awaitlet;

import org.jspecify.annotations.Nullable;

/** The failure of calling through a {@link Portal} that has been stopped (ER-206). Nothing has been started. */
public final class PortalStopped extends WeftException {
    private static final long serialVersionUID = 1L;

    PortalStopped(@Nullable Throwable cause) {
        super(
                "ER-206",
                "The portal has been stopped and takes no more calls.",
                "Call before the block of the portal ends, or open another one.",
                cause);
    }
}
