package dev.weft.engine.internal.hosted;

import dev.weft.engine.FeatureRefused;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.TransactionOptions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What a database lets be chosen for a transaction.
 *
 * @param levels the isolation levels that it tells apart
 * @param oneByOne whether it takes {@code SET TRANSACTION} as the first statement of one; else the session is changed
 * @param readOnlySql makes the session read-only, where that is how it is done; or null
 * @param readWriteSql undoes that, or null
 */
record TransactionRules(
        Set<IsolationLevel> levels,
        boolean oneByOne,
        @Nullable String readOnlySql,
        @Nullable String readWriteSql) {
    private static final Set<IsolationLevel> ALL = EnumSet.complementOf(EnumSet.of(IsolationLevel.AUTOCOMMIT));

    /** {@code SET TRANSACTION} of standard SQL, with PostgreSQL's DEFERRABLE. */
    static final TransactionRules ONE_BY_ONE = new TransactionRules(ALL, true, null, null);

    /** What JDBC has: an isolation of the session. Its read-only is a hint that drivers may ignore. */
    static final TransactionRules JDBC = new TransactionRules(ALL, false, null, null);

    static TransactionRules bySession(String readOnlySql, String readWriteSql) {
        return new TransactionRules(ALL, false, readOnlySql, readWriteSql);
    }

    TransactionRules only(IsolationLevel first, IsolationLevel second) {
        return new TransactionRules(EnumSet.of(first, second), oneByOne, readOnlySql, readWriteSql);
    }

    /**
     * Checks that a transaction can be as asked for.
     *
     * @throws FeatureRefused if it cannot
     */
    void check(TransactionOptions options, String database) {
        if (options.isolation() != null && !levels.contains(options.isolation())) {
            throw new FeatureRefused(
                    database + " does not have the isolation " + options.isolation() + ".",
                    "Ask for one of " + levels + ".");
        }
        if (Boolean.TRUE.equals(options.readOnly()) && !oneByOne && readOnlySql == null) {
            throw new FeatureRefused(
                    database + " cannot make a transaction read-only.",
                    "Leave readOnly out, or log in as a user who may only read.");
        }
        if (Boolean.TRUE.equals(options.deferrable()) && !oneByOne) {
            throw new FeatureRefused(database + " has no deferrable transactions.", "Leave deferrable out.");
        }
    }

    /** The first statement of a transaction as asked for, or null if it needs none. */
    @Nullable
    String firstStatement(TransactionOptions options) {
        if (!oneByOne || options.equals(TransactionOptions.defaults())) {
            return null;
        }
        var modes = new StringJoiner(", ", "set transaction ", "");
        if (options.isolation() != null) {
            modes.add("isolation level " + options.isolation().name().replace('_', ' '));
        }
        if (options.readOnly() != null) {
            modes.add(options.readOnly() ? "read only" : "read write");
        }
        if (options.deferrable() != null) {
            modes.add(options.deferrable() ? "deferrable" : "not deferrable");
        }
        return modes.toString();
    }

    String readOnlySql(boolean readOnly) {
        return Objects.requireNonNull(readOnly ? readOnlySql : readWriteSql);
    }
}
