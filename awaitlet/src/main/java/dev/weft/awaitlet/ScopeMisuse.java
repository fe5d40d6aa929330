package dev.weft.awaitlet;

/**
 * The failure of using a cancel scope against its rules: twice (ER-201), out of order (ER-202), or in a task that did
 * not open it (ER-203).
 */
public final class ScopeMisuse extends WeftException {
    private static final long serialVersionUID = 1L;

    private ScopeMisuse(String code, String problem, String cure) {
        super(code, problem, cure, null);
    }

    static ScopeMisuse enteredTwice(CancelScope scope) {
        return new ScopeMisuse("ER-201", scope + " has been entered before.", "Make a new scope for each block.");
    }

    static ScopeMisuse wrongOrder(CancelScope left, CancelScope innermost) {
        return new ScopeMisuse(
                "ER-202", left + " was left while " + innermost + " is open.", "Leave scopes in reverse order.");
    }
}
