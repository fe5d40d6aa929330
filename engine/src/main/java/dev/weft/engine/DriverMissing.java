package dev.weft.engine;

import dev.weft.awaitlet.WeftException;
import org.jspecify.annotations.Nullable;

/**
 * The failure of creating an engine whose driver's jar is not on the class or module path (ER-407).
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class DriverMissing extends WeftException {
    private static final long serialVersionUID = 1L;

    /** The coordinates of the missing driver. */
    private final String artifact;

    /**
     * Makes the exception.
     *
     * @param dialect the dialect of the URL
     * @param artifact what to add, as {@code groupId:artifactId}
     * @param cause the failed look for the driver, or null if there is none
     */
    public DriverMissing(String dialect, String artifact, @Nullable Throwable cause) {
        super(
                "ER-407",
                "The driver for \"" + dialect + "\" is not on the class or module path.",
                "Add the dependency " + artifact + ".",
                cause);
        this.artifact = artifact;
    }

    /**
     * The dependency to add.
     *
     * @return its coordinates, as {@code groupId:artifactId}
     */
    public String artifact() {
        return artifact;
    }
}
