package dev.weft.awaitlet;

/**
 * The failure of using something that one task at a time may use, while another uses it (ER-205). The other is not
 * disturbed.
 */
public final class BusyResource extends WeftException {
    private static final long serialVersionUID = 1L;

    BusyResource(String problem, String cure) {
        super("ER-205", problem, cure, null);
    }
}
