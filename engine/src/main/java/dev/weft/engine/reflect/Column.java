package dev.weft.engine.reflect;

import java.sql.JDBCType;
import java.util.Optional;

/**
 * A column of a table.
 *
 * <p>Immutable, so safe for use by many threads.
 *
 * @param name its name, in the case in which it is kept
 * @param type the JDBC type that comes nearest
 * @param typeName the database's own name of the type, such as {@code int4}
 * @param size how many characters, bytes or digits it holds, as the driver tells; 0 if that has no meaning
 * @param scale how many digits are behind the point; 0 if that has no meaning
 * @param nullable whether it may be NULL
 * @param defaultValue the expression of its default, as the database writes it; empty if there is none
 * @param numbered whether the database numbers it, as an identity or auto-increment column
 */
public record Column(
        String name,
        JDBCType type,
        String typeName,
        int size,
        int scale,
        boolean nullable,
        Optional<String> defaultValue,
        boolean numbered) {}
