package dev.weft.engine;

import java.sql.JDBCType;

/**
 * A NULL with a type, as the value of a parameter: for statements from which the database cannot tell the type of a
 * plain null.
 *
 * <p>Immutable, so safe for use by many threads.
 *
 * @param type the type, which the database must have
 */
public record SqlNull(JDBCType type) {
    /**
     * A NULL of a type.
     *
     * @param type the type
     * @return the value for the parameter
     */
    public static SqlNull of(JDBCType type) {
        return new SqlNull(type);
    }
}
