package dev.weft.engine.internal.face;

import java.sql.Array;

/** A {@link Array} of a face, whose element type the driver may look up only now. */
final class FaceArray extends DelegatingArray implements Faced {
    FaceArray(Array array, FaceValues values) {
        super(array, values);
    }

    @Override
    public Object bare() {
        return array;
    }
}
