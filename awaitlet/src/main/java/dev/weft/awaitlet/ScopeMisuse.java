package dev.weft.awaitlet;

/**
 * The failure of using a cancel scope or a task group against its rules: twice (ER-201), out of order (ER-202), or in
 * an awaitlet that did not open it (ER-203).
 */
public final class ScopeMisuse extends WeftException {
    private static final long serialVersionUID = 1L;

    private ScopeMisuse(String code, String problem, String cure) {
        super(code, problem, cure, null);
    }

    static ScopeMisuse enteredTwice(CancelScope scope) {
        return new ScopeMisuse("ER-201", scope + " has been entered before.", "Make a new scope for each block.");
    }

    static ScopeMisuse closed(TaskGroup group) {
        return new ScopeMisuse(
                "ER-201", group + " is closed: its block has ended.", "Start tasks inside the block of their group.");
    }

    static ScopeMisuse notJoined(TaskGroup group) {
        return new ScopeMisuse(
                "ER-202",
                group + " was closed while tasks were running; they have been cancelled.",
                "Call join() at the end of its block.");
    }

    static ScopeMisuse wrongOrder(Object left, Object innermost) {
        return new ScopeMisuse(
                "ER-202",
                left + " was left while " + innermost + " is open.",
                "Leave scopes and groups in reverse order.");
    }

    static ScopeMisuse notOpen(CancelScope scope) {
        return new ScopeMisuse(
                "ER-202", scope + " was left, but it is not open.", "Enter a scope once, and leave it once.");
    }

    static ScopeMisuse leftOpen(Awaitlet task, Object block) {
        return new ScopeMisuse(
                "ER-202",
                task + " has ended while " + block + " is open.",
                "Leave every scope and close every group in the code that opened it.");
    }

    static ScopeMisuse foreignTask(Object block, Awaitlet owner, Awaitlet other) {
        return new ScopeMisuse(
                "ER-203",
                block + " belongs to " + owner + ", but was left by " + other + ".",
                "Leave it in the awaitlet that opened it.");
    }
}
