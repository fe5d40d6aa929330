package dev.weft.jooq;

import dev.weft.engine.AsyncEngine;
import dev.weft.testing.server.EmbeddedMariaDb;
import dev.weft.testing.server.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.UUID;
import org.jooq.SQLDialect;

/** The databases that jOOQ's queries are tried on; each engine has an empty one of its own. */
enum Database {
    SQLITE(SQLDialect.SQLITE) {
        @Override
        String url(Path folder) {
            return "sqlite:///" + folder.resolve("jooq.db");
        }
    },
    H2(SQLDialect.H2) {
        @Override
        String url(Path folder) {
            return "h2:mem:" + UUID.randomUUID();
        }
    },
    POSTGRESQL(SQLDialect.POSTGRES) {
        @Override
        String url(Path folder) {
            return EmbeddedPostgres.shared().freshDatabase().url();
        }
    },
    MARIADB(SQLDialect.MARIADB) {
        @Override
        String url(Path folder) {
            return EmbeddedMariaDb.shared().freshDatabase().url();
        }
    };

    private final SQLDialect dialect;

    Database(SQLDialect dialect) {
        this.dialect = dialect;
    }

    SQLDialect dialect() {
        return dialect;
    }

    abstract String url(Path folder);

    AsyncEngine engine(Path folder) {
        return AsyncEngine.create(url(folder));
    }
}
