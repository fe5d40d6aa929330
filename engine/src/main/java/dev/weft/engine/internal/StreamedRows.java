package dev.weft.engine.internal;

import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.AsyncRows;
import dev.weft.engine.MultipleResults;
import dev.weft.engine.NoResult;
import dev.weft.engine.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A view of a cursor: what a function makes of each of its rows. */
class StreamedRows<T extends @Nullable Object> implements AsyncRows<T> {
    private final OpenCursor cursor;
    private final Function<? super Row, ? extends T> function;

    StreamedRows(OpenCursor cursor, Function<? super Row, ? extends T> function) {
        this.cursor = cursor;
        this.function = function;
    }

    @Override
    public final List<String> columns() {
        return cursor.columns();
    }

    @Override
    public final CompletableFuture<Optional<T>> fetchOne() {
        return cursor.read(1).thenApply(this::firstOf);
    }

    @Override
    public final CompletableFuture<List<T>> fetchMany(int size) {
        return cursor.read(checked(size)).thenApply(this::each);
    }

    @Override
    public final CompletableFuture<List<T>> all() {
        return cursor.readLast(Integer.MAX_VALUE, "all()").thenApply(this::each);
    }

    @Override
    public final CompletableFuture<Optional<T>> first() {
        return cursor.readLast(1, "first() or scalar()").thenApply(this::firstOf);
    }

    @Override
    public final CompletableFuture<T> one() {
        return cursor.readLast(2, "one()").thenApply(rows -> {
            if (rows.isEmpty()) {
                throw new NoResult(!columns().isEmpty());
            }
            return function.apply(only(rows));
        });
    }

    @Override
    public final CompletableFuture<Optional<T>> oneOrNone() {
        return cursor.readLast(2, "oneOrNone()")
                .thenApply(
                        rows -> rows.isEmpty() ? Optional.<T>empty() : Optional.ofNullable(function.apply(only(rows))));
    }

    @Override
    public final Flow.Publisher<T> rows() {
        return new RowPublisher<>(cursor, 1, rows -> function.apply(rows.getFirst()));
    }

    @Override
    public final Flow.Publisher<List<T>> partitions(int size) {
        return new RowPublisher<>(cursor, checked(size), this::each);
    }

    @Override
    public final Iterator<T> iterator() {
        Awaitlets.require("Iterating over a streamed result");
        return new Rows();
    }

    @Override
    public final boolean isClosed() {
        return cursor.isClosed();
    }

    @Override
    public final CompletableFuture<Void> aclose() {
        return cursor.aclose();
    }

    final OpenCursor cursor() {
        return cursor;
    }

    private Optional<T> firstOf(List<Row> rows) {
        return rows.isEmpty() ? Optional.empty() : Optional.ofNullable(function.apply(rows.getFirst()));
    }

    private List<T> each(List<Row> rows) {
        var values = new ArrayList<T>(rows.size());
        for (var row : rows) {
            values.add(function.apply(row));
        }
        return Collections.unmodifiableList(values);
    }

    private static Row only(List<Row> rows) {
        if (rows.size() > 1) {
            throw new MultipleResults();
        }
        return rows.getFirst();
    }

    private static int checked(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("size must be at least 1, but was " + size);
        }
        return size;
    }

    /** Reads row by row; what is not read stays for others. */
    private final class Rows implements Iterator<T> {
        private @Nullable Row next;

        @Override
        public boolean hasNext() {
            if (next == null) {
                WorkFuture<List<Row>> read = cursor.read(1);
                var rows = await(read);
                next = rows.isEmpty() ? null : rows.getFirst();
            }
            return next != null;
        }

        @Override
        public T next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException("The streamed result has no more rows.");
            }
            var row = next;
            next = null;
            return function.apply(row);
        }
    }
}
