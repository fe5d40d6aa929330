package dev.weft.hibernate;

import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.ManagedType;
import jakarta.persistence.metamodel.SingularAttribute;
import java.util.stream.Collectors;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/** Something of an entity that is loaded when it is first read. */
sealed interface LazyPart {
    /**
     * How a reader knows it.
     *
     * @param factory the factory, for what is mapped
     * @return the attribute with its class; several, joined by " or ", if it may be any of them
     */
    String name(SessionFactory factory);

    /**
     * A collection.
     *
     * @param role the attribute with its entity, as Hibernate writes it, or null for a collection that has none yet
     */
    record Collection(@Nullable String role) implements LazyPart {
        @Override
        public String name(SessionFactory factory) {
            return role == null ? "A collection" : role;
        }
    }

    /**
     * An entity, known by its identifier only.
     *
     * @param type the name of its type
     * @param id its identifier
     */
    record Entity(String type, @Nullable Object id) implements LazyPart {
        @Override
        public String name(SessionFactory factory) {
            var attributes = factory.getMetamodel().getManagedTypes().stream()
                    .flatMap(holder -> holder.getDeclaredSingularAttributes().stream())
                    .filter(this::isHeldBy)
                    .map(Entity::fullName)
                    .sorted()
                    .collect(Collectors.joining(" or "));
            return attributes.isEmpty() ? type + " #" + id : attributes;
        }

        private boolean isHeldBy(SingularAttribute<?, ?> attribute) {
            return attribute.isAssociation()
                    && attribute.getJavaType().getName().equals(type);
        }

        private static String fullName(Attribute<?, ?> attribute) {
            ManagedType<?> holder = attribute.getDeclaringType();
            return holder.getJavaType().getName() + "." + attribute.getName();
        }
    }
}
