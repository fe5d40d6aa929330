package dev.weft.engine.internal.face;

import java.sql.ResultSetMetaData;

/**
 * The {@link ResultSetMetaData} of a face: PostgreSQL's driver asks the server for part of it, and only when it is
 * asked.
 */
final class FaceResultSetMetaData extends DelegatingResultSetMetaData {
    FaceResultSetMetaData(ResultSetMetaData columns, FaceValues values) {
        super(columns, values);
    }
}
