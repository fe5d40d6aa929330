package dev.weft.vertx.internal.pg;

import dev.weft.engine.spi.PostgresArrays;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The types that a database has made itself, such as enums: asked for once, when a column has one.
 *
 * <p>Safe for use by many threads.
 */
final class UserTypes {
    private final Map<Integer, ColumnReader> readers = new ConcurrentHashMap<>();

    /** The types among these that are not known yet. */
    int[] unknown(int[] types) {
        return Arrays.stream(types)
                .filter(type -> Integer.compareUnsigned(type, Oid.FIRST_OF_USERS) >= 0)
                .filter(type -> !readers.containsKey(type))
                .distinct()
                .toArray();
    }

    /** The question for them: which are arrays. */
    static String question(int[] types) {
        var list = IntStream.of(types).mapToObj(Integer::toUnsignedString).collect(Collectors.joining(","));
        return "select oid::text, (typcategory = 'A' and typlen = -1 and typelem <> 0)::text from pg_catalog.pg_type"
                + " where oid in (" + list + ")";
    }

    void answer(Row row) {
        var isArray = row.getValue(1).equals("true");
        readers.put(
                Integer.parseUnsignedInt((String) row.getValue(0)),
                isArray
                        ? value -> PostgresArrays.read((String) value, PostgresArrays.Element.TEXT)
                        : ColumnReader.AS_IS);
    }

    ColumnReader reader(int type) {
        return readers.getOrDefault(type, ColumnReader.AS_IS);
    }
}
