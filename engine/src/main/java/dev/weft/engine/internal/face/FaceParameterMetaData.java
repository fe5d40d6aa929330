package dev.weft.engine.internal.face;

import java.sql.ParameterMetaData;

/**
 * The {@link ParameterMetaData} of a face: PostgreSQL's driver asks the server for part of it, and only when it is
 * asked.
 */
final class FaceParameterMetaData extends DelegatingParameterMetaData {
    FaceParameterMetaData(ParameterMetaData parameters, FaceValues values) {
        super(parameters, values);
    }
}
