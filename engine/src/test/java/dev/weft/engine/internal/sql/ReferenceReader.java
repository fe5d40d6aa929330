package dev.weft.engine.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads SQL text the simple and slow way: what hides placeholders is cut off the front by one regular expression after
 * the other, and the rest copied each time.
 */
final class ReferenceReader {
    /** What was found: the placeholders as a driver counts them, the question marks, and the names at their places. */
    record Found(int placeholders, int marks, List<String> names) {}

    private static final String WORD_START = "[a-zA-Z_\\x{80}-\\x{ffff}\\x{10000}-\\x{10ffff}]";
    private static final String WORD = WORD_START + "[a-zA-Z0-9_$\\x{80}-\\x{ffff}\\x{10000}-\\x{10ffff}]*+";
    private static final Pattern NAME = start(":" + WORD);
    private static final Pattern NUMBERED = start("\\?[0-9]++");

    private ReferenceReader() {}

    static Found read(String sql, String dialect) {
        var hidden = hiding(dialect);
        var names = new ArrayList<String>();
        var marks = 0;
        var placeholders = 0;
        var before = ' ';
        for (var rest = sql; !rest.isEmpty(); ) {
            var cut = 1;
            var hiding = longest(hidden, rest);
            var name = NAME.matcher(rest);
            var numbered = NUMBERED.matcher(rest);
            if (hiding > 0) {
                cut = hiding;
            } else if (rest.startsWith("?") && numbers(dialect) && numbered.find()) {
                cut = numbered.end();
                marks++;
                placeholders = Math.max(placeholders, Integer.parseInt(rest.substring(1, cut)));
            } else if (rest.startsWith("?")) {
                marks++;
                placeholders++;
            } else if (name.find() && !endsOperand(before)) {
                cut = name.end();
                names.add(rest.substring(1, cut));
            }
            before = rest.charAt(cut - 1);
            rest = rest.substring(cut);
        }
        return new Found(placeholders, marks, names);
    }

    private static boolean numbers(String dialect) {
        return dialect.equals("sqlite") || dialect.equals("h2");
    }

    private static boolean endsOperand(char c) {
        return String.valueOf(c).matches("[a-zA-Z0-9_$\\x{80}-\\x{ffff})\\]'\"`]");
    }

    private static int longest(List<Pattern> hidden, String rest) {
        for (var pattern : hidden) {
            var match = pattern.matcher(rest);
            if (match.find()) {
                return match.end();
            }
        }
        return nestedComment(hidden, rest);
    }

    /** Comments within comments are counted, because no regular expression does. */
    private static int nestedComment(List<Pattern> hidden, String rest) {
        if (!rest.startsWith("/*")
                || hidden.stream().anyMatch(pattern -> pattern.pattern().contains("/\\*"))) {
            return 0;
        }
        var depth = 1;
        var at = 2;
        while (depth > 0 && at < rest.length()) {
            if (rest.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else if (rest.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else {
                at++;
            }
        }
        return at;
    }

    private static Pattern start(String regex) {
        return Pattern.compile("\\A(?:" + regex + ")", Pattern.DOTALL);
    }

    /** What hides placeholders, in the order in which it is tried; each reaches to the end if it is not closed. */
    private static List<Pattern> hiding(String dialect) {
        var patterns = new ArrayList<Pattern>();
        var plain = "'(?:[^']|'')*+(?:'|\\z)";
        var escaped = "'(?:[^'\\\\]|''|\\\\.)*+(?:'|\\\\?\\z)";
        switch (dialect) {
            case "postgresql" -> {
                patterns.add(start("[eE]" + escaped));
                patterns.add(start(plain));
                patterns.add(start("\"(?:[^\"]|\"\")*+(?:\"|\\z)"));
                patterns.add(start("--[^\\n\\r]*+"));
                patterns.add(start("(\\$(?:" + WORD.replace("$", "") + ")?\\$).*?(?:\\1|\\z)"));
                patterns.add(start("\\?\\?"));
            }
            case "mariadb" -> {
                patterns.add(start(escaped));
                patterns.add(start(escaped.replace('\'', '"')));
                patterns.add(start("`(?:[^`]|``)*+(?:`|\\z)"));
                patterns.add(start("--(?=[\\x{0}- ]|\\z)[^\\n\\r]*+"));
                patterns.add(start("#[^\\n\\r]*+"));
                patterns.add(start("/\\*.*?(?:\\*/|\\z)"));
            }
            case "sqlite" -> {
                patterns.add(start(plain));
                patterns.add(start("\"(?:[^\"]|\"\")*+(?:\"|\\z)"));
                patterns.add(start("`(?:[^`]|``)*+(?:`|\\z)"));
                patterns.add(start("\\[[^]]*+(?:]|\\z)"));
                patterns.add(start("--[^\\n\\r]*+"));
                patterns.add(start("/\\*.*?(?:\\*/|\\z)"));
            }
            case "h2" -> {
                patterns.add(start(plain));
                patterns.add(start("\"(?:[^\"]|\"\")*+(?:\"|\\z)"));
                patterns.add(start("--[^\\n\\r]*+"));
                patterns.add(start("(\\$(?:" + WORD.replace("$", "") + ")?\\$).*?(?:\\1|\\z)"));
            }
            default -> {
                patterns.add(start(plain));
                patterns.add(start("\"(?:[^\"]|\"\")*+(?:\"|\\z)"));
                patterns.add(start("--[^\\n\\r]*+"));
                patterns.add(start("/\\*.*?(?:\\*/|\\z)"));
            }
        }
        patterns.add(start("::|:="));
        patterns.add(start(WORD));
        return patterns;
    }
}
