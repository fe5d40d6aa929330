package dev.weft.hibernate;

import dev.weft.awaitlet.WeftException;

/**
 * The failure of finding Hibernate's dialect for a database (ER-508).
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class DialectMissing extends WeftException {
    private static final long serialVersionUID = 1L;

    DialectMissing(String database) {
        super(
                "ER-508",
                "Hibernate has no dialect for " + database + " on the class or module path.",
                "Add the artifact org.hibernate.orm:hibernate-community-dialects in the version of hibernate-core,"
                        + " or set hibernate.dialect.",
                null);
    }
}
