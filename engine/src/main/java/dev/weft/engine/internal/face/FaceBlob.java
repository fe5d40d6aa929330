package dev.weft.engine.internal.face;

import java.sql.Blob;

/** A {@link Blob} of a face, whose content the driver may fetch only now. */
final class FaceBlob extends DelegatingBlob implements Faced {
    FaceBlob(Blob blob, FaceValues values) {
        super(blob, values);
    }

    @Override
    public Object bare() {
        return blob;
    }
}
