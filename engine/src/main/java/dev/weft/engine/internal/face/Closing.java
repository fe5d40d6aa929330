package dev.weft.engine.internal.face;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The closing of the parts of a face: one that fails does not keep the others open. */
final class Closing {
    private Closing() {}

    static void all(List<? extends JdbcIo.SqlAction> parts) throws SQLException {
        @Nullable SQLException first = null;
        for (var part : parts) {
            try {
                part.run();
            } catch (SQLException failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
