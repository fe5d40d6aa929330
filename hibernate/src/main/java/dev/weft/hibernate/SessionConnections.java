package dev.weft.hibernate;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.type.SqlTypes;

/**
 * Where the sessions of a factory have their connections from.
 *
 * @param source the engine
 * @param keepsWrites whether what is written outside of transactions is kept
 * @param largeObjects whether an entity has a large object, which PostgreSQL reads in transactions only
 */
record SessionConnections(DataSource source, boolean keepsWrites, boolean largeObjects) {
    private static final Set<Integer> LARGE = Set.of(SqlTypes.BLOB, SqlTypes.CLOB, SqlTypes.NCLOB);

    static SessionConnections of(SessionFactoryImplementor factory, DataSource source, boolean keepsWrites) {
        return new SessionConnections(source, keepsWrites, hasLargeObjects(factory));
    }

    private static boolean hasLargeObjects(SessionFactoryImplementor factory) {
        var found = new AtomicBoolean();
        var mappings = factory.getMappingMetamodel();
        mappings.forEachEntityDescriptor(
                entity -> entity.forEachAttributeMapping((_, attribute) -> look(attribute, found)));
        mappings.forEachCollectionDescriptor(
                collection -> look(collection.getAttributeMapping().getElementDescriptor(), found));
        return found.get();
    }

    private static void look(ModelPart part, AtomicBoolean found) {
        part.forEachSelectable((_, column) -> {
            if (LARGE.contains(column.getJdbcMapping().getJdbcType().getDefaultSqlTypeCode())) {
                found.set(true);
            }
        });
    }

    /** One for a session. */
    RoutedConnection forSession() {
        return new RoutedConnection(source, keepsWrites, !largeObjects);
    }
}
