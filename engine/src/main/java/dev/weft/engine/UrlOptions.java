package dev.weft.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of a URL, with user and password set apart. */
record UrlOptions(@Nullable String user, @Nullable String password, Map<String, String> others) {
    static UrlOptions parse(UrlParser url, int start, char separator) {
        var found = new LinkedHashMap<String, String>();
        for (var from = start; from < url.length(); ) {
            var to = url.indexOf(separator, from, url.length());
            var equals = url.indexOf('=', from, to);
            if (from < to) {
                put(url, found, from, equals, to);
            }
            from = to + 1;
        }
        var user = remove(found, "user");
        var password = remove(found, "password");
        return new UrlOptions(user, password, Collections.unmodifiableMap(found));
    }

    private static void put(UrlParser url, Map<String, String> found, int start, int equals, int end) {
        if (equals == start || equals == end) {
            throw UrlParser.fault("an option that is not key=value", start, "Write options as ?key=value&key=value.");
        }
        var key = url.decoded(start, equals, "option");
        if (found.putIfAbsent(key, url.decoded(equals + 1, end, "value of an option")) != null) {
            throw UrlParser.fault("an option for the second time", start, "Give each option once.");
        }
    }

    private static @Nullable String remove(Map<String, String> options, String key) {
        for (var name : options.keySet()) {
            if (name.toLowerCase(Locale.ROOT).equals(key)) {
                return options.remove(name);
            }
        }
        return null;
    }

    /** Tells whether the value of an option is to be hidden, by the option's name. */
    static boolean isSecret(String key) {
        var name = key.toLowerCase(Locale.ROOT);
        return name.contains("password")
                || name.contains("passwd")
                || name.contains("pwd")
                || name.contains("secret")
                || name.contains("token")
                || name.contains("passphrase")
                || name.contains("credential");
    }
}
