package dev.weft.engine;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The number of letters to insert, delete or replace to make one word of another (Levenshtein). */
final class EditDistance {
    /** Longer words are not typing mistakes; the bound keeps the work small for hostile input. */
    private static final int LONGEST = 64;

    private static final int MOST_CANDIDATES = 1_000;

    private EditDistance() {}

    /** The known name that differs in at most a third of its letters. */
    static Optional<String> nearest(String given, Collection<String> known) {
        var word = given.toLowerCase(Locale.ROOT);
        return known.stream()
                .limit(MOST_CANDIDATES)
                .filter(name -> between(word, name.toLowerCase(Locale.ROOT)) <= Math.max(1, name.length() / 3))
                .min(Comparator.<String>comparingInt(name -> between(word, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    static int between(String a, String b) {
        if (a.length() > LONGEST || b.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        var row = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
