package dev.weft.features;

import dev.weft.hibernate.SessionOptions;
import dev.weft.testing.Database;
import jakarta.persistence.Converter;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.MappedSuperclass;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The features of one area, a section of docs/orm-features.md. Its nested entities and converters are mapped by one
 * session factory for each database, which all its tests use.
 */
@ExtendWith(FeatureExtension.class)
@ResourceLock("dev.weft.testing")
abstract class Features {
    private static final List<Class<? extends Annotation>> MAPPED =
            List.of(Entity.class, Embeddable.class, MappedSuperclass.class, Converter.class);

    /** The heading of the section. */
    abstract Area area();

    /** What the session factory is made with, beside what every one is made with. */
    SessionOptions options(SessionOptions plain, Database database) {
        return plain;
    }

    Class<?>[] mapped() {
        return mappedIn(getClass());
    }

    static Class<?>[] mappedIn(Class<?> type) {
        return Arrays.stream(type.getDeclaredClasses())
                .filter(nested -> MAPPED.stream().anyMatch(nested::isAnnotationPresent))
                .toArray(Class<?>[]::new);
    }
}
