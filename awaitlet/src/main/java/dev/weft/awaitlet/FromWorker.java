package dev.weft.awaitlet;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The way back from a worker thread to the awaitlet that handed it its code; after anyio's {@code from_thread}.
 *
 * <ul>
 *   <li>{@link #call(Callable) call} runs code as an awaitlet, in the async world and with the context of the caller,
 *       and blocks the worker thread until it has ended.
 *   <li>A cancel of the caller reaches that code, unless the call was one to be abandoned; then it ends by itself.
 *   <li>{@link #checkCancelled} is how long-running code on a worker thread learns of its caller's cancel.
 *   <li>Other threads need a {@link #token()} of an awaitlet.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class FromWorker {
    private FromWorker() {}

    /**
     * Runs code as an awaitlet on behalf of the caller of this worker, and blocks this thread until it has ended.
     *
     * @param body the code; it may await
     * @param <T> the type of its result
     * @return the code's result; its failure is thrown as the same instance
     * @throws NoCaller if the current thread runs no code handed to {@link Workers} (ER-213)
     * @throws Cancelled if the caller's scope is cancelled, and the code met that (ER-204)
     */
    public static <T extends @Nullable Object> T call(Callable<T> body) {
        return job("FromWorker.call").callBack(body);
    }

    /**
     * Runs code without a result as an awaitlet on behalf of the caller of this worker, and blocks this thread until it
     * has ended.
     *
     * @param body the code; it may await
     * @throws NoCaller if the current thread runs no code handed to {@link Workers} (ER-213)
     * @throws Cancelled if the caller's scope is cancelled, and the code met that (ER-204)
     */
    public static void run(Action body) {
        job("FromWorker.run").callBack(body.asCallable());
    }

    /**
     * Throws the cancel of the caller of this worker, if there was one; also after the caller has abandoned it.
     *
     * @throws Cancelled if the caller was cancelled while it waited for this worker (ER-204)
     * @throws NoCaller if the current thread runs no code handed to {@link Workers} (ER-213)
     */
    public static void checkCancelled() {
        job("FromWorker.checkCancelled").checkCancelled();
    }

    /**
     * What lets a thread that is no worker call on behalf of an awaitlet: of the current one, or of the caller of the
     * current worker.
     *
     * @return the token, of use until that awaitlet has ended
     * @throws NoAwaitletContext in neither of the two (ER-101)
     * @throws AwaitOnEventLoop on an event-loop thread (ER-102)
     */
    public static Token token() {
        var job = WorkerJob.currentOrNull();
        return new Token(job == null ? AwaitletTask.require("FromWorker.token") : job.caller());
    }

    private static WorkerJob<?> job(String operation) {
        var job = WorkerJob.currentOrNull();
        if (job == null) {
            throw NoCaller.noWorker(operation);
        }
        return job;
    }

    /**
     * The leave of an awaitlet to call on its behalf, for ordinary threads.
     *
     * <p>Code called through it runs in the async world of that awaitlet, but in no scope of it: only an interrupt of
     * the thread that waits cancels it. Safe for use by many threads.
     */
    public static final class Token {
        private final AwaitletTask caller;

        private Token(AwaitletTask caller) {
            this.caller = caller;
        }

        /**
         * Runs code as an awaitlet, and blocks the current thread until it has ended.
         *
         * @param body the code; it may await
         * @param <T> the type of its result
         * @return the code's result; its failure is thrown as the same instance
         * @throws NoCaller if the awaitlet of this token has ended (ER-213)
         * @throws PortalOnOwnLoop in an awaitlet or on an event-loop thread (ER-206)
         */
        public <T extends @Nullable Object> T call(Callable<T> body) {
            PortalOnOwnLoop.refuse("FromWorker.Token.call");
            if (caller.ended()) {
                throw NoCaller.ended(caller);
            }
            return ThreadWait.outcome(Awaitlets.asyncFor(caller, body));
        }

        /**
         * Runs code without a result as an awaitlet, and blocks the current thread until it has ended.
         *
         * @param body the code; it may await
         * @throws NoCaller if the awaitlet of this token has ended (ER-213)
         * @throws PortalOnOwnLoop in an awaitlet or on an event-loop thread (ER-206)
         */
        public void run(Action body) {
            call(body.asCallable());
        }

        @Override
        public String toString() {
            return "Token of " + caller;
        }
    }
}
