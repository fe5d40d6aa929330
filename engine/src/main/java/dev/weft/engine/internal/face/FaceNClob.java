package dev.weft.engine.internal.face;

import java.sql.NClob;

/** A {@link NClob} of a face, whose content the driver may fetch only now. */
final class FaceNClob extends DelegatingClob implements NClob, Faced {
    FaceNClob(NClob clob, FaceValues values) {
        super(clob, values);
    }

    @Override
    public Object bare() {
        return clob;
    }
}
