package dev.weft.engine.internal.face;

import java.sql.PreparedStatement;

/** A {@link PreparedStatement} of a face. */
final class FacePreparedStatement extends DelegatingPreparedStatement {
    FacePreparedStatement(PreparedStatement prepared, String sql, FaceConnection connection) {
        super(prepared, connection);
        text(sql);
    }
}
