package dev.weft.engine.internal.face;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The values of one face that may come back to the connection: large objects, their streams, arrays, metadata, and
 * result sets without a statement.
 *
 * <p>Each is handed out behind a face of its own, because a driver may fetch its content only when it is asked for,
 * even after the connection went to another holder. Savepoints, structs, row ids, refs and XML values are handed out as
 * they are: their drivers keep them in memory.
 */
final class FaceValues {
    final JdbcIo io;
    private final StreamSteps steps;
    private final OpenResults loose;

    FaceValues(JdbcIo io) {
        this.io = io;
        this.steps = new StreamSteps(io);
        this.loose = new OpenResults(null, this);
    }

    /** Closes the result sets that belong to no statement. */
    void close() throws SQLException {
        loose.close();
    }

    @Nullable
    ResultSet rows(@Nullable ResultSet rows) {
        return loose.other(rows);
    }

    @Nullable
    Blob blob(@Nullable Blob blob) {
        return blob == null ? null : new FaceBlob(blob, this);
    }

    @Nullable
    Clob clob(@Nullable Clob clob) {
        return switch (clob) {
            case null -> null;
            case NClob national -> new FaceNClob(national, this);
            default -> new FaceClob(clob, this);
        };
    }

    @Nullable
    NClob nclob(@Nullable NClob clob) {
        return clob == null ? null : new FaceNClob(clob, this);
    }

    @Nullable
    Array array(@Nullable Array array) {
        return array == null ? null : new FaceArray(array, this);
    }

    @Nullable
    InputStream stream(@Nullable InputStream stream) {
        return stream == null ? null : new FaceInputStream(stream, steps);
    }

    @Nullable
    Reader reader(@Nullable Reader reader) {
        return reader == null ? null : new FaceReader(reader, steps);
    }

    @Nullable
    OutputStream output(@Nullable OutputStream output) {
        return output == null ? null : new FaceOutputStream(output, steps);
    }

    @Nullable
    Writer writer(@Nullable Writer writer) {
        return writer == null ? null : new FaceWriter(writer, steps);
    }

    @Nullable
    ResultSetMetaData columns(@Nullable ResultSetMetaData columns) {
        return columns == null ? null : new FaceResultSetMetaData(columns, this);
    }

    @Nullable
    ParameterMetaData parameters(@Nullable ParameterMetaData parameters) {
        return parameters == null ? null : new FaceParameterMetaData(parameters, this);
    }

    /** A value of any type. */
    @Nullable
    Object object(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Blob blob -> blob(blob);
            case Clob clob -> clob(clob);
            case Array array -> array(array);
            case ResultSet rows -> rows(rows);
            case InputStream stream -> stream(stream);
            case Reader reader -> reader(reader);
            default -> value;
        };
    }

    /** A value asked for by its type: the driver's own, if it was asked for by a class of the driver. */
    <T> @Nullable T object(@Nullable T value, Class<T> type) {
        var faced = object(value);
        return type.isInstance(faced) ? type.cast(faced) : value;
    }
}
