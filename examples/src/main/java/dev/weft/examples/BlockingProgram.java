package dev.weft.examples;

import java.util.List;
import org.hibernate.Session;

/** The program as it has always been written: blocking Hibernate, which knows nothing of Weft. */
final class BlockingProgram {
    void createSchema(Session session) {
        var schema = session.getSessionFactory().getSchemaManager();
        schema.drop(false);
        schema.create(false);
    }

    void insert(Session session) {
        session.inTransaction(transaction -> {
            session.persist(new A("a1"));
            session.persist(new A("a2"));
            session.persist(new A("a3"));
        });
    }

    List<A> read(Session session) {
        return session.createSelectionQuery("from A order by id", A.class).getResultList();
    }
}
