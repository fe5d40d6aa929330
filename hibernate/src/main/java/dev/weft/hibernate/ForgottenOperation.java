package dev.weft.hibernate;

import dev.weft.awaitlet.WeftException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The failure of a block whose work said that it was done while operations of its session had not ended (ER-506).
 *
 * <p>They are cancelled, and the transaction is rolled back. Immutable, so safe for use by many threads.
 */
public final class ForgottenOperation extends WeftException {
    private static final long serialVersionUID = 1L;

    ForgottenOperation(String session, List<Operation> running) {
        super(
                "ER-506",
                "The block of " + session + " ended while these operations were still running: "
                        + running.stream().map(Operation::toString).collect(Collectors.joining(", ")) + ".",
                "Await the futures of all operations, or chain them into the stage that the block answers.",
                null);
    }
}
