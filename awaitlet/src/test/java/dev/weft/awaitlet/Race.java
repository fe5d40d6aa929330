package dev.weft.awaitlet;

/** Code that runs at the same time on plain threads, for the model checker; it knows nothing of assertion libraries. */
final class Race {
    private Race() {}

    /** Runs each piece on a thread of its own, and returns when all have ended. */
    static void run(Runnable... pieces) {
        var threads = new Thread[pieces.length];
        for (var number = 0; number < pieces.length; number++) {
            threads[number] = new Thread(pieces[number]);
        }
        run(threads);
    }

    /** Starts the threads, and returns when all have ended. */
    static void run(Thread... threads) {
        for (var thread : threads) {
            thread.start();
        }
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    static void check(boolean truth, String what) {
        if (!truth) {
            throw new AssertionError("not so: " + what);
        }
    }
}
