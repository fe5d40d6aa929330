package dev.weft.benchmarks.doctor;

import org.jspecify.annotations.Nullable;

/**
 * Something that was found out.
 *
 * @param grade how bad it is
 * @param subject what it is about, in a word or two
 * @param found what was seen
 * @param cure what to do about it; null if there is nothing to do
 */
record Finding(
        Grade grade, String subject, String found, @Nullable String cure) {
    /** How bad a finding is. */
    enum Grade {
        /** As it should be. */
        OK,
        /** Something to know, or to gain. */
        NOTE,
        /** Something does not work. */
        FAULT
    }

    static Finding ok(String subject, String found) {
        return new Finding(Grade.OK, subject, found, null);
    }

    static Finding note(String subject, String found, String cure) {
        return new Finding(Grade.NOTE, subject, found, cure);
    }

    static Finding fault(String subject, String found, String cure) {
        return new Finding(Grade.FAULT, subject, found, cure);
    }

    /** The lines for a terminal. */
    String text() {
        var line = "%-5s  %-20s %s".formatted(grade, subject, found.replace("\n", "\n" + " ".repeat(28)));
        return cure == null ? line : line + "\n" + " ".repeat(28) + "-> " + cure;
    }
}
