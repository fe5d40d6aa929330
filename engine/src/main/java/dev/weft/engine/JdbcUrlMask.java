package dev.weft.engine;

import java.util.regex.Pattern;

/** Hides the passwords in the text of a {@code jdbc:} URL, whose syntax is each driver's own. */
final class JdbcUrlMask {
    private static final String HIDDEN = "***";

    /** {@code key=}, behind one of the separators in use, where the key is that of a secret. */
    private static final Pattern SECRET = Pattern.compile("[?&;(,:\\s]?([\\w.\\-]+)\\s*=\\s*");

    private JdbcUrlMask() {}

    static String hidePasswords(String url) {
        return hideOptions(hideLogin(url));
    }

    /** {@code //user:password@host} and Oracle's {@code thin:user/password@host}. */
    private static String hideLogin(String url) {
        var slashes = url.indexOf("//");
        var start = slashes < 0 ? url.indexOf(':', "jdbc:".length()) + 1 : slashes + 2;
        var query = url.indexOf('?', start);
        var at = url.lastIndexOf('@', query < 0 ? url.length() : query);
        var from = at < 0 ? -1 : url.indexOf(slashes < 0 ? '/' : ':', start);
        return from < 0 || from > at ? url : url.substring(0, from + 1) + HIDDEN + url.substring(at);
    }

    private static String hideOptions(String url) {
        var hidden = new StringBuilder(url.length());
        var matcher = SECRET.matcher(url);
        var copied = 0;
        for (var from = 0; from <= url.length() && matcher.find(from); from = Math.max(copied, matcher.end())) {
            if (UrlOptions.isSecret(matcher.group(1))) {
                hidden.append(url, copied, matcher.end()).append(HIDDEN);
                copied = end(url, matcher.end(), url.charAt(matcher.start()));
            }
        }
        return hidden.append(url, copied, url.length()).toString();
    }

    /** The end of a value, which depends on what separates the options here; braces and backslashes quote. */
    private static int end(String url, int start, char before) {
        if (url.startsWith("{", start)) {
            var brace = url.indexOf('}', start);
            return brace < 0 ? url.length() : brace + 1;
        }
        var separators = switch (before) {
            case '?', '&' -> "&";
            case '(', ',' -> "),";
            case ';', ':' -> ";";
            default -> "";
        };
        var i = start;
        while (i < url.length() && separators.indexOf(url.charAt(i)) < 0) {
            i += url.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i, url.length());
    }
}
