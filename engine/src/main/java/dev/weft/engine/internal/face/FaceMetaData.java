package dev.weft.engine.internal.face;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/** The {@link DatabaseMetaData} of a face; the result sets still open are closed with the face. */
final class FaceMetaData extends DelegatingDatabaseMetaData {
    private final FaceConnection connection;

    FaceMetaData(DatabaseMetaData metaData, FaceConnection connection) {
        super(metaData, connection.values);
        this.connection = connection;
    }

    @Override
    public Connection getConnection() throws SQLException {
        io.check();
        return connection;
    }
}
