package dev.weft.examples.tutorial;

import java.io.PrintStream;
import java.util.List;

/** {@code ./weft tutorial}: runs one of the lessons of docs/awaitlet.md. */
public final class Tutorial {
    private record Lesson(String title, Runnable program) {}

    private static final List<Lesson> LESSONS = List.of(
            new Lesson("async and await", Hello::main),
            new Lesson("timeouts and deadlines", Timeouts::main),
            new Lesson("groups of tasks", Groups::main),
            new Lesson("cancel and cleanup", Cleanup::main),
            new Lesson("code that blocks", Blocking::main));

    private Tutorial() {}

    /**
     * Runs a lesson and ends the JVM: with 0 after the lesson, 2 if there is no such lesson.
     *
     * @param arguments the number of the lesson; without one, the lessons are listed
     */
    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            list(System.out);
            return;
        }
        var number = arguments[0].matches("[1-9]") ? Integer.parseInt(arguments[0]) : 0;
        if (arguments.length > 1 || number < 1 || number > LESSONS.size()) {
            System.err.println("There is no lesson \"" + String.join(" ", arguments) + "\".");
            list(System.err);
            System.exit(2);
        }
        LESSONS.get(number - 1).program().run();
    }

    private static void list(PrintStream out) {
        out.println("The lessons of docs/awaitlet.md, run by ./weft tutorial NUMBER:");
        for (var number = 1; number <= LESSONS.size(); number++) {
            out.println("  " + number + "  " + LESSONS.get(number - 1).title());
        }
    }
}
