package dev.weft.engine.internal.face;

import java.sql.Clob;

/** A {@link Clob} of a face, whose content the driver may fetch only now. */
final class FaceClob extends DelegatingClob implements Faced {
    FaceClob(Clob clob, FaceValues values) {
        super(clob, values);
    }

    @Override
    public Object bare() {
        return clob;
    }
}
