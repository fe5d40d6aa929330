package dev.weft.awaitlet;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A line for permits, as the model checker drives it. */
interface Permits {
    /** Null if the holder has its permit, else its turn. */
    @Nullable
    CompletableFuture<?> join(String holder);

    /** Gives a turn up; false if it has come, so that its holder has a permit. */
    boolean leave(CompletableFuture<?> turn);

    boolean release(String holder);

    void resize(int total);

    int free();

    int waiting();

    /** The real one. */
    record Real(WaitingLine line) implements Permits {
        static Permits of(int permits) {
            return new Real(new WaitingLine("line", permits));
        }

        @Override
        public @Nullable CompletableFuture<?> join(String holder) {
            return line.join(holder) instanceof WaitingLine.Turn turn ? turn : null;
        }

        @Override
        public boolean leave(CompletableFuture<?> turn) {
            return line.leave((WaitingLine.Turn) turn);
        }

        @Override
        public boolean release(String holder) {
            return line.release(holder);
        }

        @Override
        public void resize(int total) {
            line.resize(total);
        }

        @Override
        public int free() {
            return line.free();
        }

        @Override
        public int waiting() {
            return line.waiting();
        }
    }
}
