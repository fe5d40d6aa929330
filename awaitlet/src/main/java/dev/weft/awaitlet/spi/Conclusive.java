package dev.weft.awaitlet.spi;

/**
 * A failure that no cancelled scope takes for its cancel, although a cancel may be its cause: it tells something that
 * nobody may miss, such as a commit whose outcome is unknown.
 */
public interface Conclusive {}
