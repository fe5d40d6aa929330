package dev.weft.awaitlet;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The elements of a publisher, read one after another by blocking-style code; a resource of try-with-resources.
 *
 * <ul>
 *   <li>{@link #hasNext} suspends the awaitlet until an element has arrived or the publisher has ended.
 *   <li>The publisher is never asked for more elements than were read, plus the prefetch given at the start.
 *   <li>Closing cancels the subscription, and so does a cancel of the scope that waits for an element; elements that
 *       arrived and were not read are dropped.
 *   <li>A failure of the publisher is thrown as the same instance, after the elements that came before it.
 * </ul>
 *
 * <p>For use by one awaitlet at a time; {@link #close} may be called from any thread, and never waits.
 *
 * @param <T> the type of the elements
 */
public interface Elements<T> extends Iterator<T>, AutoCloseable {
    /**
     * Waits until there is a next element, or none.
     *
     * @return true if there is one; false once the publisher has ended or this was closed
     * @throws Cancelled if the current scope is cancelled (ER-204); the subscription is cancelled too, and every later
     *     call throws it again
     * @throws NoAwaitletContext outside an awaitlet (ER-101); the subscription is cancelled
     * @throws AwaitOnEventLoop on an event-loop thread (ER-102); the subscription is cancelled
     * @throws NotAwaitable if the publisher delivered more elements than it was asked for (ER-106)
     */
    @Override
    boolean hasNext();

    /**
     * Waits for the next element.
     *
     * @return the element
     * @throws NoSuchElementException if the publisher has ended, or this was closed
     * @throws Cancelled as {@link #hasNext}
     * @throws NoAwaitletContext as {@link #hasNext}
     * @throws AwaitOnEventLoop as {@link #hasNext}
     */
    @Override
    T next();

    /** Cancels the subscription, unless the publisher has ended; calling it again does nothing. */
    @Override
    void close();

    /**
     * The same elements as a sequential stream, for use in the same awaitlet; closing the stream closes this.
     *
     * @return the stream, to be used instead of this iterator
     */
    default Stream<T> stream() {
        var inOrder = Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(inOrder, false).onClose(this::close);
    }
}
