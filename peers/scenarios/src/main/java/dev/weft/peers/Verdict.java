package dev.weft.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What came of a scenario.
 *
 * @param holds whether nothing happened that must not happen to anybody
 * @param figures what was counted and measured, in the words of the table
 */
public record Verdict(boolean holds, List<String> figures) {
    /**
     * Keeps a copy.
     *
     * @param holds whether nothing happened that must not
     * @param figures the figures
     */
    public Verdict {
        figures = List.copyOf(figures);
    }

    /** A verdict in the making. */
    static final class Draft {
        private final List<String> figures = new ArrayList<>();
        private boolean holds = true;

        /** A figure that is told only. */
        @SuppressWarnings("AnnotateFormatMethod") // the annotation would be the only thing of its library
        Draft told(String format, Object... values) {
            figures.add(String.format(Locale.ROOT, format, values));
            return this;
        }

        /** A figure that has to be as it is asked for. */
        @SuppressWarnings("AnnotateFormatMethod")
        Draft must(boolean so, String format, Object... values) {
            holds &= so;
            return told(format, values);
        }

        Verdict done() {
            return new Verdict(holds, figures);
        }
    }
}
