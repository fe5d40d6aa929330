package dev.weft.hibernate;

import dev.weft.awaitlet.WeftException;
import java.util.List;

/**
 * The failure of using a class as an entity that the session maker does not know (ER-505).
 *
 * <p>Its cause is Hibernate's own exception. Immutable, so safe for use by many threads.
 */
public final class EntityNotMapped extends WeftException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> mapped;

    EntityNotMapped(String problem, List<String> mapped, Throwable cause) {
        super(
                "ER-505",
                problem + "; mapped are: " + (mapped.isEmpty() ? "none" : String.join(", ", mapped)) + ".",
                "Give its class to AsyncSessionMaker.create(engine, ...), and annotate it with @Entity.",
                cause);
        this.mapped = List.copyOf(mapped);
    }

    /**
     * The entities that are mapped.
     *
     * @return their names, in order
     */
    public List<String> mapped() {
        return mapped;
    }
}
