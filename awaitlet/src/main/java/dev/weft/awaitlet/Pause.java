package dev.weft.awaitlet;

import dev.weft.awaitlet.WaitingLine.Turn;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A stretch in which an awaitlet waits, and others may see for what: a stage, or code that waits by itself.
 *
 * <p>Begun and ended by the awaitlet's own thread, and seen by any.
 *
 * @param stage what is awaited, null if code waits by itself
 * @param since the moment of its beginning, on the awaitlet's clock
 * @param outer the stretch around this one: code that waits by itself may await
 * @param event what is recorded of it, null if nobody records
 */
record Pause(
        @Nullable CompletionStage<?> stage,
        long since,
        @Nullable Pause outer,
        @Nullable AwaitEvent event) {

    /** Records how it ended, where that is asked for. */
    void ended(AwaitletTask task, String outcome) {
        if (event != null) {
            event.ended(task, what(), outcome);
        }
    }

    /** What is waited for, without any value of the user's. */
    String what() {
        return stage == null ? "a blocking call" : awaited(stage).getClass().getName();
    }

    /** The same; of a primitive also its state, which names who holds it. */
    String state() {
        return stage instanceof Turn turn ? turn.of().toString() : what();
    }

    private static Object awaited(CompletionStage<?> stage) {
        return stage instanceof Turn turn ? turn.of() : stage;
    }
}
