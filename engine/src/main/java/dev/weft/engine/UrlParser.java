package dev.weft.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Reads URLs, in one pass from left to right.
 *
 * <p>Its errors name the part and the position and quote nothing, because a password that was not encoded may reach
 * into any part. For the same reason an {@code @} behind the authority is refused: it may be the end of such a
 * password.
 */
final class UrlParser {
    static final int LAST_PORT = 65_535;
    static final String SQLITE_FORMS =
            "Write sqlite:///relative.db, sqlite:////absolute.db, or sqlite:// for a database in memory.";

    private static final String JDBC = "jdbc:";
    private static final String EXAMPLE = "Write it as postgresql://user:password@host:5432/database.";
    private static final Map<String, String> ALIASES = Map.of("postgres", "postgresql");

    private final String text;

    private UrlParser(String text) {
        this.text = text;
    }

    static UrlParts parse(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                throw fault("a control character", i, "Percent-encode it, or remove it.");
            }
        }
        return text.startsWith(JDBC) ? jdbc(text) : new UrlParser(text).parts();
    }

    /** Checks the name of a dialect, a driver, or a dialect within a jdbc: URL. */
    static String name(String name, int position, String part) {
        for (var i = 0; i < name.length(); i++) {
            if (!isLetter(name.charAt(i)) && (i == 0 || !isDigitOrDash(name.charAt(i)))) {
                throw fault("a character that cannot be in the " + part, position + i, EXAMPLE);
            }
        }
        if (name.isEmpty()) {
            throw fault("no " + part, position, EXAMPLE);
        }
        return name.toLowerCase(Locale.ROOT);
    }

    private static UrlParts jdbc(String text) {
        var end = text.indexOf(':', JDBC.length());
        if (end < 0) {
            throw fault("no database after jdbc:", text.length(), "Write it as jdbc:postgresql://host/database.");
        }
        var dialect = name(text.substring(JDBC.length(), end), JDBC.length(), "dialect");
        return new UrlParts(alias(dialect), null, null, null, List.of(), null, Map.of(), text);
    }

    private UrlParts parts() {
        var colon = text.indexOf(':');
        if (colon < 0) {
            throw fault("no dialect", 0, EXAMPLE);
        }
        var plus = text.lastIndexOf('+', colon);
        var dialect = alias(name(text.substring(0, plus < 0 ? colon : plus), 0, "dialect"));
        var driver = plus < 0 ? null : name(text.substring(plus + 1, colon), plus + 1, "driver");
        if (text.startsWith("//", colon + 1)) {
            return dialect.equals(UrlParts.SQLITE)
                    ? sqlite(dialect, driver, colon + 3)
                    : general(dialect, driver, colon + 3);
        }
        if (dialect.equals(UrlParts.H2)) {
            return h2(dialect, driver, colon + 1);
        }
        throw fault("no // after the dialect", colon + 1, dialect.equals(UrlParts.SQLITE) ? SQLITE_FORMS : EXAMPLE);
    }

    private UrlParts general(String dialect, @Nullable String driver, int start) {
        var query = indexOf('?', start, text.length());
        var slash = indexOf('/', start, query);
        var at = text.lastIndexOf('@', slash - 1);
        var login = at < start ? new Login(null, null) : login(start, at);
        var hosts = hosts(at < start ? start : at + 1, slash);
        refuseAt(slash);
        var database = slash + 1 < query ? decoded(slash + 1, query, "database") : null;
        var options = UrlOptions.parse(this, query + 1, '&');
        return withOptions(
                new UrlParts(dialect, driver, login.user(), login.password(), hosts, database, Map.of(), null),
                options);
    }

    private UrlParts sqlite(String dialect, @Nullable String driver, int start) {
        var query = indexOf('?', start, text.length());
        if (start < query && text.charAt(start) != '/') {
            throw fault("a host, which a SQLite database has not,", start, SQLITE_FORMS);
        }
        var path = start + 1 < query ? decoded(start + 1, query, "path") : "";
        var memory = path.isEmpty() || path.equals(":memory:");
        var options = UrlOptions.parse(this, query + 1, '&');
        return withOptions(
                new UrlParts(dialect, driver, null, null, List.of(), memory ? null : path, Map.of(), null), options);
    }

    private UrlParts h2(String dialect, @Nullable String driver, int start) {
        var end = indexOf(';', start, text.length());
        var database = text.substring(start, end);
        if (database.isEmpty()) {
            throw fault("no database", start, "Write h2:mem:name, h2:file:./path, or h2:mem: for a private one.");
        }
        refuseAt(start);
        var options = UrlOptions.parse(this, end + 1, ';');
        return withOptions(new UrlParts(dialect, driver, null, null, List.of(), database, Map.of(), null), options);
    }

    private record Login(@Nullable String user, @Nullable String password) {}

    private Login login(int start, int at) {
        var colon = indexOf(':', start, at);
        var user = colon == start ? null : decoded(start, colon, "user");
        return new Login(user, colon == at ? null : decoded(colon + 1, at, "password"));
    }

    private List<EngineUrl.Host> hosts(int start, int end) {
        if (start == end) {
            return List.of();
        }
        var hosts = new ArrayList<EngineUrl.Host>();
        for (var from = start; from <= end; ) {
            var to = indexOf(',', from, end);
            hosts.add(host(from, to));
            from = to + 1;
        }
        return List.copyOf(hosts);
    }

    private EngineUrl.Host host(int start, int end) {
        var bracketed = start < end && text.charAt(start) == '[';
        var close = bracketed ? indexOf(']', start, end) : start;
        if (bracketed && close == end) {
            throw fault("no ] after an IPv6 address", end, "Write it as [::1]:5432.");
        }
        var colon = indexOf(':', close, end);
        if (bracketed && colon != close + 1 && close + 1 != end) {
            throw fault("something other than a port after ]", close + 1, "Write it as [::1]:5432.");
        }
        var name = bracketed ? address(start + 1, close) : decoded(start, Math.min(colon, end), "host");
        if (name.isBlank()) {
            throw fault("an empty host", start, EXAMPLE);
        }
        return new EngineUrl.Host(name, colon == end ? OptionalInt.empty() : OptionalInt.of(port(colon + 1, end)));
    }

    private String address(int start, int end) {
        for (var i = start; i < end && text.charAt(i) != '%'; i++) {
            var c = text.charAt(i);
            if (Character.digit(c, 16) < 0 && c != ':' && c != '.') {
                throw fault("a character that cannot be in an IPv6 address", i, "Write it as [::1]:5432.");
            }
        }
        return text.substring(start, end);
    }

    private int port(int start, int end) {
        var port = 0;
        for (var i = start; i < end; i++) {
            port = 10 * port + Character.digit(text.charAt(i), 10);
            if (!isDigit(text.charAt(i)) || port > LAST_PORT) {
                port = 0;
                break;
            }
        }
        if (port == 0) {
            throw fault(
                    "a port that is not a number from 1 to 65535",
                    start,
                    "If that is part of the password, percent-encode the password's / ? # @ and %.");
        }
        return port;
    }

    /** User and password may stand among the options too, as drivers allow. */
    private UrlParts withOptions(UrlParts parts, UrlOptions found) {
        var user = found.user();
        var password = found.password();
        if ((user != null && parts.user() != null) || (password != null && parts.password() != null)) {
            throw new InvalidUrl(
                    "The URL has user or password twice: before the @ and among the options.", "Remove one of them.");
        }
        return parts.withLogin(user == null ? parts.user() : user, password == null ? parts.password() : password)
                .withOptions(found.others());
    }

    private void refuseAt(int start) {
        var at = text.indexOf('@', start);
        if (at >= 0) {
            throw fault(
                    "an @ behind the host",
                    at,
                    "Write it as %40; if it ends the password, percent-encode the password's / and ?.");
        }
    }

    String decoded(int start, int end, String part) {
        return PercentCode.decode(text, start, end, part);
    }

    int length() {
        return text.length();
    }

    /** Where a character is, or the end of the part if it is not there. */
    int indexOf(char wanted, int start, int end) {
        var index = text.indexOf(wanted, start, end);
        return index < 0 ? end : index;
    }

    static InvalidUrl fault(String what, int position, String cure) {
        return new InvalidUrl("The URL has " + what + " at character " + (position + 1) + ".", cure);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isDigitOrDash(char c) {
        return isDigit(c) || c == '-' || c == '_';
    }

    private static String alias(String dialect) {
        return ALIASES.getOrDefault(dialect, dialect);
    }
}
