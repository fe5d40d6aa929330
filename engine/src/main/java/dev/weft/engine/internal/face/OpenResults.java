package dev.weft.engine.internal.face;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open result sets of one statement, or of none: one face for each result set of the driver.
 *
 * <p>SQLite's driver has one result set object for all runs of a statement, so a face must know by itself that its run
 * is over: closing it late must not close the rows of the next run.
 */
final class OpenResults {
    private final @Nullable OpenStatement owner;
    private final FaceValues values;
    private final List<FaceResultSet> open = new ArrayList<>(1);
    private @Nullable FaceResultSet current;

    OpenResults(@Nullable OpenStatement owner, FaceValues values) {
        this.owner = owner;
        this.values = values;
    }

    @Nullable
    OpenStatement owner() {
        return owner;
    }

    /** The face of the statement's current result set; the same one each time. */
    @Nullable
    ResultSet current(@Nullable ResultSet rows) {
        current = rows == null ? null : face(rows);
        return current;
    }

    /** The face of a result set beside the current one, such as the generated keys. */
    @Nullable
    ResultSet other(@Nullable ResultSet rows) {
        return rows == null ? null : face(rows);
    }

    private FaceResultSet face(ResultSet rows) {
        for (var face : open) {
            if (face.isOver(rows)) {
                return face;
            }
        }
        var face = new FaceResultSet(rows, this, values);
        open.add(face);
        return face;
    }

    /** Notes that a result set has been closed by its holder. */
    void closed(FaceResultSet face) throws SQLException {
        open.remove(face);
        if (owner != null && open.isEmpty()) {
            owner.resultsClosed();
        }
    }

    /** Notes that the driver closes the current result set, or with {@code keep} does not. */
    void nextResult(boolean keep) {
        if (current != null && !keep) {
            current.ended();
            open.remove(current);
        }
        current = null;
    }

    /** Notes that the driver closes all result sets: the statement runs again, or is closed. */
    void ended() {
        open.forEach(FaceResultSet::ended);
        open.clear();
        current = null;
    }

    /** Closes all result sets. */
    void close() throws SQLException {
        Closing.all(open.stream().<JdbcIo.SqlAction>map(face -> face::close).toList());
    }
}
