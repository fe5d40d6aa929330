package dev.weft.peers;

import java.util.concurrent.CompletableFuture;

/**
 * Work under way, and the way to give it up that the peer has for its users.
 *
 * @param answer ends when the caller hears of its end
 * @param cancel gives it up; does not wait
 */
public record Call(CompletableFuture<Long> answer, Runnable cancel) {
    /**
     * Work that is given up by cancelling its future.
     *
     * @param answer the future
     * @return the work
     */
    public static Call of(CompletableFuture<Long> answer) {
        return new Call(answer, () -> answer.cancel(true));
    }
}
