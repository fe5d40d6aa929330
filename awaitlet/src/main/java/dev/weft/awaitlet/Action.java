package dev.weft.awaitlet;

/** A piece of blocking-style code without a result, which may throw anything. */
@FunctionalInterface
public interface Action {
    /**
     * Runs the code.
     *
     * @throws Exception whatever the code throws
     */
    void run() throws Exception;
}
