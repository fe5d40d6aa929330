package dev.weft.vertx.internal.pg;

import dev.weft.engine.spi.StatementCall;
import dev.weft.engine.spi.WantedKeys;
import java.util.stream.Collectors;

/** How the wish for generated keys is put to PostgreSQL: as RETURNING, as the hosted driver does. */
final class Keys {
    private Keys() {}

    static String sql(StatementCall call) {
        return switch (call.keys()) {
            case WantedKeys.None _ -> call.sql();
            case WantedKeys.All _ -> returning(call.sql(), "*");
            case WantedKeys.Named named ->
                returning(
                        call.sql(),
                        named.columns().stream().map(PgDialect::quoted).collect(Collectors.joining(", ")));
        };
    }

    private static String returning(String sql, String columns) {
        return sql + "\nRETURNING " + columns;
    }
}
