package dev.weft.vertx.internal.pg;

import dev.weft.engine.TransactionOptions;
import java.util.StringJoiner;

/**
 * How a transaction is begun.
 *
 * <p>Modes are set by a statement inside it, because that aborts the transaction if the server refuses them, so that
 * what was sent behind it does not run; a BEGIN that fails would let it run without one.
 */
final class BeginSql {
    static final String PLAIN = "BEGIN";

    private BeginSql() {}

    static String of(TransactionOptions options) {
        if (options.equals(TransactionOptions.defaults())) {
            return PLAIN;
        }
        var modes = new StringJoiner(", ", PLAIN + "; SET TRANSACTION ", "");
        if (options.isolation() != null) {
            modes.add("ISOLATION LEVEL " + options.isolation().name().replace('_', ' '));
        }
        if (options.readOnly() != null) {
            modes.add(options.readOnly() ? "READ ONLY" : "READ WRITE");
        }
        if (options.deferrable() != null) {
            modes.add(options.deferrable() ? "DEFERRABLE" : "NOT DEFERRABLE");
        }
        return modes.toString();
    }
}
