package dev.weft.engine;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a URL is made of, decoded.
 *
 * @param jdbcUrl the whole URL if it is a {@code jdbc:} one, whose parts are then not known
 */
record UrlParts(
        String dialect,
        @Nullable String driver,
        @Nullable String user,
        @Nullable String password,
        List<EngineUrl.Host> hosts,
        @Nullable String database,
        Map<String, String> options,
        @Nullable String jdbcUrl) {
    static final String SQLITE = "sqlite";
    static final String H2 = "h2";

    /** This, unless it is a jdbc: URL, whose text cannot be changed. */
    UrlParts structured() {
        if (jdbcUrl != null) {
            throw new InvalidUrl(
                    "A jdbc: URL is kept as it is.",
                    "Change its text, or use the form " + dialect + "://host/database.");
        }
        return this;
    }

    UrlParts withDriver(String value) {
        return new UrlParts(dialect, value, user, password, hosts, database, options, jdbcUrl);
    }

    UrlParts withLogin(@Nullable String newUser, @Nullable String newPassword) {
        return new UrlParts(dialect, driver, newUser, newPassword, hosts, database, options, jdbcUrl);
    }

    UrlParts withHosts(List<EngineUrl.Host> value) {
        if (dialect.equals(SQLITE)) {
            throw new InvalidUrl("A SQLite database has no host.", UrlParser.SQLITE_FORMS);
        }
        return new UrlParts(dialect, driver, user, password, value, database, options, jdbcUrl);
    }

    UrlParts withDatabase(String value) {
        return new UrlParts(dialect, driver, user, password, hosts, value, options, jdbcUrl);
    }

    UrlParts withOptions(Map<String, String> value) {
        return new UrlParts(dialect, driver, user, password, hosts, database, value, jdbcUrl);
    }

    /** Hides the password, as every string form does. */
    @Override
    public String toString() {
        return UrlPrinter.print(this);
    }
}
