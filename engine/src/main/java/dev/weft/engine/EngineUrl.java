package dev.weft.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The address of a database:
 * {@code dialect[+driver]://[user[:password]@][host[:port][,...]][/database][?key=value&...]}.
 *
 * <ul>
 *   <li>Parts may be percent-encoded; a password with one of {@code / ? # @ %} has to be. A plus sign is a plus sign.
 *   <li>SQLite: {@code sqlite:///relative.db}, {@code sqlite:////absolute.db}, {@code sqlite://} (in memory).
 *   <li>H2: {@code h2:mem:name}, {@code h2:file:./path}, with H2's own {@code ;KEY=VALUE} options.
 *   <li>Any {@code jdbc:} URL is kept as it is.
 *   <li>The string form hides the password, and so does every error.
 * </ul>
 *
 * <p>Immutable, so safe for use by many threads. Not serializable, because it holds a password.
 */
public final class EngineUrl {
    private final UrlParts parts;

    EngineUrl(UrlParts parts) {
        this.parts = parts;
    }

    /**
     * A host of a URL.
     *
     * @param name its name or address; an IPv6 address without brackets
     * @param port its port, empty for the driver's default
     */
    public record Host(String name, OptionalInt port) {}

    /**
     * Reads a URL.
     *
     * @param text the URL
     * @return its parts
     * @throws InvalidUrl if it is malformed, naming the part and the position (ER-406)
     */
    public static EngineUrl parse(String text) {
        return new EngineUrl(UrlParser.parse(text));
    }

    /**
     * A URL without host and database, to be completed by the {@code with...} methods.
     *
     * @param dialect the dialect, such as {@code postgresql}
     * @return the URL
     * @throws InvalidUrl if the dialect is not a name (ER-406)
     */
    public static EngineUrl of(String dialect) {
        return parse(dialect + "://");
    }

    /**
     * The kind of database: {@code postgresql}, {@code mariadb}, {@code sqlite}, {@code h2}; of a {@code jdbc:} URL,
     * the word after {@code jdbc:}.
     *
     * @return the dialect, in lower case
     */
    public String dialect() {
        return parts.dialect();
    }

    /**
     * The driver asked for, after the plus sign.
     *
     * @return its name, in lower case; empty for the default driver
     */
    public Optional<String> driver() {
        return Optional.ofNullable(parts.driver());
    }

    /**
     * The hosts, in order.
     *
     * @return the hosts; empty if the URL names none, or is a {@code jdbc:} URL
     */
    public List<Host> hosts() {
        return parts.hosts();
    }

    /**
     * The first host.
     *
     * @return its name or address; empty if the URL names none, or is a {@code jdbc:} URL
     */
    public Optional<String> host() {
        return hosts().stream().findFirst().map(Host::name);
    }

    /**
     * The port of the first host.
     *
     * @return the port, 1 to 65535; empty for the driver's default
     */
    public OptionalInt port() {
        return hosts().isEmpty() ? OptionalInt.empty() : hosts().getFirst().port();
    }

    /**
     * The database: a name, a path for SQLite, or what follows {@code h2:} such as {@code mem:name}.
     *
     * @return the database; empty if the URL names none, which for SQLite is a database in memory
     */
    public Optional<String> database() {
        return Optional.ofNullable(parts.database());
    }

    /**
     * The user to connect as.
     *
     * @return the user; empty if the URL names none, or is a {@code jdbc:} URL that holds it
     */
    public Optional<String> user() {
        return Optional.ofNullable(parts.user());
    }

    /**
     * The password, for drivers. It is in no string form of this object.
     *
     * @return the password; empty if the URL names none, or is a {@code jdbc:} URL that holds it
     */
    public Optional<String> password() {
        return Optional.ofNullable(parts.password());
    }

    /**
     * The options of the query string, without user and password.
     *
     * @return a read-only map, in the order written
     */
    public Map<String, String> options() {
        return parts.options();
    }

    /**
     * The whole {@code jdbc:} URL, for drivers; it may hold a password.
     *
     * @return the URL as it was given; empty if this is not one
     */
    public Optional<String> jdbcUrl() {
        return Optional.ofNullable(parts.jdbcUrl());
    }

    /**
     * The same URL with another driver.
     *
     * @param driver the driver's name
     * @return a new URL
     * @throws InvalidUrl if it is not a name, or this is a {@code jdbc:} URL (ER-406)
     */
    public EngineUrl withDriver(String driver) {
        return new EngineUrl(parts.structured().withDriver(UrlParser.name(driver, 0, "driver")));
    }

    /**
     * The same URL with another user.
     *
     * @param user the user, not encoded
     * @return a new URL
     */
    public EngineUrl withUser(String user) {
        return new EngineUrl(parts.withLogin(user, parts.password()));
    }

    /**
     * The same URL with another password.
     *
     * @param password the password, not encoded
     * @return a new URL
     */
    public EngineUrl withPassword(String password) {
        return new EngineUrl(parts.withLogin(parts.user(), password));
    }

    /**
     * The same URL with one host, instead of those it has.
     *
     * @param name a name or address, not encoded
     * @param port its port, 1 to 65535
     * @return a new URL
     * @throws InvalidUrl if the port is out of its range, or this is a {@code jdbc:} or SQLite URL (ER-406)
     */
    public EngineUrl withHost(String name, int port) {
        if (port < 1 || port > UrlParser.LAST_PORT) {
            throw new InvalidUrl("The port " + port + " is out of range.", "Ports are 1 to 65535.");
        }
        return new EngineUrl(parts.structured().withHosts(List.of(new Host(name, OptionalInt.of(port)))));
    }

    /**
     * The same URL with another database.
     *
     * @param database a name or path, not encoded
     * @return a new URL
     * @throws InvalidUrl if this is a {@code jdbc:} URL (ER-406)
     */
    public EngineUrl withDatabase(String database) {
        return new EngineUrl(parts.structured().withDatabase(database));
    }

    /**
     * The same URL with one more option, or another value of one.
     *
     * @param key the option; with a {@code jdbc:} URL, a property of the driver
     * @param value its value, not encoded
     * @return a new URL
     */
    public EngineUrl withOption(String key, String value) {
        var options = new LinkedHashMap<>(parts.options());
        options.put(key, value);
        return new EngineUrl(parts.withOptions(Collections.unmodifiableMap(options)));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EngineUrl url && parts.equals(url.parts);
    }

    /** Made without the password. */
    @Override
    public int hashCode() {
        return Objects.hash(parts.dialect(), parts.hosts(), parts.database());
    }

    /**
     * The URL with {@code ***} for the password, and for options that are secrets by their name.
     *
     * @return the URL, encoded where needed; what was set on a {@code jdbc:} URL later is left out
     */
    @Override
    public String toString() {
        return UrlPrinter.print(parts);
    }
}
