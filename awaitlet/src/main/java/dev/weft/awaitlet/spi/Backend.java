package dev.weft.awaitlet.spi;

import java.util.List;
import java.util.concurrent.Executor;

/**
 * An async world in which awaitlets are started: where their results are delivered, which context travels with them,
 * and on which clock they wait.
 *
 * <ul>
 *   <li>An awaitlet runs on a virtual thread in every world; only its edges are the world's.
 *   <li>An awaitlet that is started inside another, without options of its own, is in the same world.
 *   <li>Which threads are event loops is told by an {@link EventLoopProbe}, apart from this, because an await is
 *       refused on such a thread where there is no awaitlet, and so no backend, to ask.
 * </ul>
 *
 * <p>Given in {@link dev.weft.awaitlet.AsyncOptions#on}. Implementations are safe for use by many threads.
 */
public interface Backend {
    /**
     * The name of this world, for people to read.
     *
     * @return such as {@code virtual threads}
     */
    String name();

    /**
     * What delivers the result of an awaitlet: asked for on the thread that starts the awaitlet, when it starts.
     *
     * <ul>
     *   <li>The future of the awaitlet completes inside a task of this executor, once, after the awaitlet has ended. A
     *       future that is cancelled completes at once, on the thread that cancels it.
     *   <li>An executor that refuses the task, because its world has been shut down, loses nothing: the future then
     *       completes on the awaitlet's own thread. A task that was accepted must be run, or the future stays open.
     * </ul>
     *
     * @return an executor that does not block
     */
    Executor delivery();

    /**
     * What carries this world's context values into an awaitlet.
     *
     * @return the carriers, none unless overridden
     */
    default List<ContextCarrier> carriers() {
        return List.of();
    }

    /**
     * The clock of deadlines.
     *
     * @return the clock, the system's unless overridden
     */
    default TimeSource time() {
        return TimeSource.system();
    }

    /**
     * The world of virtual threads, in which an awaitlet's result is delivered on its own thread: the default.
     *
     * @return the shared instance
     */
    static Backend virtualThreads() {
        return VirtualThreads.INSTANCE;
    }
}

/** Nothing but the JDK. */
final class VirtualThreads implements Backend {
    static final VirtualThreads INSTANCE = new VirtualThreads();

    private VirtualThreads() {}

    @Override
    public String name() {
        return "virtual threads";
    }

    @Override
    public Executor delivery() {
        return Runnable::run;
    }

    @Override
    public String toString() {
        return name();
    }
}
