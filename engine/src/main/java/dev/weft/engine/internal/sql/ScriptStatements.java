package dev.weft.engine.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts a script into its statements: at each semicolon outside of strings, comments, and the bodies of triggers,
 * procedures and functions.
 *
 * <p>A body is what stands between {@code begin} or {@code case} and the {@code end} that belongs to it, in a statement
 * that creates a routine: one that says so in the words directly behind its {@code create}. The time is linear in the
 * length of the script.
 */
public final class ScriptStatements extends SqlScanner {
    private static final Set<String> ROUTINES = Set.of("trigger", "procedure", "function", "event", "package");
    private static final Set<String> BEFORE_THE_KIND =
            Set.of("or", "replace", "temp", "temporary", "aggregate", "constraint");
    private static final String DEFINER = "definer";
    private static final int WORDS_OF_A_DEFINER = 2; // user and host
    private static final Set<String> ENDED_BY_NAME = Set.of("if", "loop", "while", "repeat", "for");
    private static final int LONGEST_WORD = 16;

    private final String script;
    private final List<String> statements = new ArrayList<>();
    private int from;
    private boolean anyWord;
    private boolean kindAhead;
    private int namesAhead;
    private boolean routine;
    private int depth;
    private boolean afterEnd;

    private ScriptStatements(String script, Lexis lexis) {
        super(script, lexis);
        this.script = script;
    }

    /**
     * The statements of a script.
     *
     * @param script the script
     * @param dialect the dialect, as in a URL
     * @return the statements in order, without their semicolons; none is empty or only a comment
     */
    public static List<String> of(String script, String dialect) {
        var cut = new ScriptStatements(script, Lexis.of(dialect));
        cut.scan();
        cut.endAt(script.length());
        return List.copyOf(cut.statements);
    }

    @Override
    void word(int start, int end) {
        var word =
                end - start > LONGEST_WORD ? "" : script.substring(start, end).toLowerCase(Locale.ROOT);
        if (!anyWord) {
            anyWord = true;
            kindAhead = word.equals("create");
        } else if (kindAhead) {
            behindCreate(word);
        }
        if (routine) {
            inRoutine(word);
        }
    }

    private void behindCreate(String word) {
        if (ROUTINES.contains(word)) {
            routine = true;
            kindAhead = false;
        } else if (word.equals(DEFINER)) {
            namesAhead = WORDS_OF_A_DEFINER;
        } else if (!BEFORE_THE_KIND.contains(word)) {
            kindAhead = namesAhead-- > 0;
        }
    }

    private void inRoutine(String word) {
        if (afterEnd && ENDED_BY_NAME.contains(word)) {
            depth++; // "end if" ends what was never counted
        } else if (!afterEnd && (word.equals("begin") || word.equals("case"))) {
            depth++;
        } else if (word.equals("end") && depth > 0) {
            depth--;
            afterEnd = true;
            return;
        }
        afterEnd = false;
    }

    @Override
    void semicolon(int at) {
        afterEnd = false;
        if (depth == 0) {
            endAt(at);
            from = at + 1;
        }
    }

    private void endAt(int end) {
        if (anyWord) {
            statements.add(script.substring(from, end).strip());
        }
        anyWord = false;
        kindAhead = false;
        namesAhead = 0;
        routine = false;
        depth = 0;
        afterEnd = false;
    }
}
