package dev.weft.engine.internal.sql;

import java.util.EnumSet;
import java.util.Set;

/** How a database writes strings, names and comments, as far as placeholders may hide in them. */
final class Lexis {
    private enum Trait {
        BACKSLASHES,
        BACKTICKS,
        BRACKETS,
        DOLLAR_QUOTES,
        ESCAPE_STRINGS,
        ESCAPED_QUESTION_MARKS,
        HASH_COMMENTS,
        NESTED_COMMENTS,
        NUMBERED,
        SPACE_AFTER_DASHES
    }

    private final Set<Trait> traits;

    private Lexis(Set<Trait> traits) {
        this.traits = traits;
    }

    static Lexis of(String dialect) {
        return new Lexis(
                switch (dialect) {
                    case "postgresql" ->
                        EnumSet.of(
                                Trait.DOLLAR_QUOTES,
                                Trait.ESCAPE_STRINGS,
                                Trait.ESCAPED_QUESTION_MARKS,
                                Trait.NESTED_COMMENTS);
                    case "mariadb", "mysql" ->
                        EnumSet.of(Trait.BACKSLASHES, Trait.BACKTICKS, Trait.HASH_COMMENTS, Trait.SPACE_AFTER_DASHES);
                    case "sqlite" -> EnumSet.of(Trait.BACKTICKS, Trait.BRACKETS, Trait.NUMBERED);
                    case "h2" -> EnumSet.of(Trait.DOLLAR_QUOTES, Trait.NESTED_COMMENTS, Trait.NUMBERED);
                    default -> EnumSet.noneOf(Trait.class);
                });
    }

    /** A backslash in a string, or in a name in double quotes, takes the next character with it. */
    boolean backslashes() {
        return traits.contains(Trait.BACKSLASHES);
    }

    boolean backticks() {
        return traits.contains(Trait.BACKTICKS);
    }

    /** Names may stand in square brackets. */
    boolean brackets() {
        return traits.contains(Trait.BRACKETS);
    }

    boolean dollarQuotes() {
        return traits.contains(Trait.DOLLAR_QUOTES);
    }

    /** Strings that start with E' have backslashes. */
    boolean escapeStrings() {
        return traits.contains(Trait.ESCAPE_STRINGS);
    }

    /** Two question marks stand for an operator's one. */
    boolean escapedQuestionMarks() {
        return traits.contains(Trait.ESCAPED_QUESTION_MARKS);
    }

    boolean hashComments() {
        return traits.contains(Trait.HASH_COMMENTS);
    }

    boolean nestedComments() {
        return traits.contains(Trait.NESTED_COMMENTS);
    }

    /** A number may follow the question mark. */
    boolean numbered() {
        return traits.contains(Trait.NUMBERED);
    }

    /** Two dashes begin a comment only before a space. */
    boolean spaceAfterDashes() {
        return traits.contains(Trait.SPACE_AFTER_DASHES);
    }
}
