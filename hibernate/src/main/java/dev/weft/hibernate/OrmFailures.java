package dev.weft.hibernate;

import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.WeftException;
import jakarta.persistence.metamodel.EntityType;
import org.hibernate.SessionFactory;
import org.hibernate.UnknownEntityTypeException;
import org.hibernate.query.sqm.UnknownEntityException;
import org.jspecify.annotations.Nullable;

/** What a failure of Hibernate's is told as: mostly as itself. */
final class OrmFailures {
    private static final int MOST_CAUSES = 32;

    private OrmFailures() {}

    /**
     * The failure to answer for one that Hibernate threw: Weft's own failure if that is behind it, such as an exhausted
     * pool; {@link EntityNotMapped} for an unknown entity; anything else as it is.
     */
    static Exception told(Exception thrown, SessionFactory factory) {
        @Nullable Throwable cause = thrown;
        for (var depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            switch (cause) {
                case Cancelled _ -> {
                    return thrown;
                }
                case WeftException ours -> {
                    return ours;
                }
                case UnknownEntityException unknown -> {
                    return notMapped("Unknown entity '" + unknown.getEntityName() + "'", factory, thrown);
                }
                case UnknownEntityTypeException unknown -> {
                    return notMapped(unknown.getMessage(), factory, thrown);
                }
                default -> cause = cause.getCause();
            }
        }
        return thrown;
    }

    private static EntityNotMapped notMapped(@Nullable String problem, SessionFactory factory, Throwable thrown) {
        var mapped = factory.getMetamodel().getEntities().stream()
                .map(EntityType::getName)
                .sorted()
                .toList();
        return new EntityNotMapped(problem == null ? "Unknown entity" : problem, mapped, thrown);
    }
}
