package dev.weft.engine.internal.face;

import java.sql.Statement;

/** A {@link Statement} of a face. */
final class FaceStatement extends DelegatingStatement {
    FaceStatement(Statement statement, FaceConnection connection) {
        super(statement, connection);
    }
}
