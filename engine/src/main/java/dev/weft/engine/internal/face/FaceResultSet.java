package dev.weft.engine.internal.face;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A {@link ResultSet} of a face. */
final class FaceResultSet extends DelegatingResultSet {
    private final OpenResults open;
    private final JdbcIo.SqlCall<Boolean> next; // one for all rows
    private int atATime = -1; // rows; asked for with the first
    private long read; // rows
    private boolean closed;

    FaceResultSet(ResultSet rows, OpenResults open, FaceValues values) {
        super(rows, target(open.owner()), values);
        this.open = open;
        this.next = rows::next;
    }

    private static @Nullable Statement target(@Nullable OpenStatement owner) {
        return owner == null ? null : owner.bare();
    }

    @SuppressWarnings("ReferenceEquality") // a driver's result set is a thing, not a value
    boolean isOver(ResultSet other) {
        return rows == other;
    }

    /** Notes that the driver has closed it, as it does when its statement runs again or is closed. */
    void ended() {
        closed = true;
    }

    @Override
    public boolean next() throws SQLException {
        if (atATime < 0) {
            io.check();
            atATime = closed ? 0 : io.rowsAtATime(rows);
        }
        var fetched = atATime == Integer.MAX_VALUE || (atATime > 0 && read % atATime != 0);
        boolean more = fetched ? io.fetched(next) : io.step(target, next);
        read++;
        return more;
    }

    /** From now on nobody knows which rows come together. */
    @Override
    public void setFetchSize(int rowsAtATime) throws SQLException {
        super.setFetchSize(rowsAtATime);
        atATime = 0;
    }

    /** The statement that answered these rows, or null for the rows of metadata, of an array or of a cursor. */
    @Override
    public @Nullable Statement getStatement() throws SQLException {
        io.check();
        return open.owner();
    }

    @Override
    public boolean isClosed() throws SQLException {
        return closed || rows.isClosed();
    }

    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            io.free(rows::close);
        } finally {
            open.closed(this);
        }
    }
}
