package dev.weft.engine.internal.face;

import java.sql.CallableStatement;

/** A {@link CallableStatement} of a face. */
final class FaceCallableStatement extends DelegatingCallableStatement {
    FaceCallableStatement(CallableStatement callable, String sql, FaceConnection connection) {
        super(callable, connection);
        text(sql);
    }
}
