package dev.weft.engine.internal.face;

import org.jspecify.annotations.Nullable;

/** A value of the driver's, such as a large object, behind a face: a driver that is given it back wants its own. */
interface Faced {
    Object bare();

    /** What to give to the driver for a value that the holder passes in. */
    static <T> @Nullable T bare(Class<T> type, @Nullable T value) {
        return value instanceof Faced faced ? type.cast(faced.bare()) : value;
    }
}
