package dev.weft.torture;

import dev.weft.testing.server.PgCluster;
import dev.weft.testing.server.ServerSession;
import java.util.List;
import java.util.Optional;

/** The PostgreSQL server under the goals. */
interface Server extends AutoCloseable {
    /** Its URL, with the password, and with the driver that it names itself. */
    String url();

    /** The sessions of an engine, as the server sees them. */
    List<ServerSession> sessions(String engine);

    /** What rules its life, unless it is somebody else's. */
    Optional<PgCluster> cluster();

    @Override
    void close();

    /** A server of its own, which may be harmed. */
    static Server own() {
        var cluster = PgCluster.create();
        return new Server() {
            @Override
            public String url() {
                return cluster.url();
            }

            @Override
            public List<ServerSession> sessions(String engine) {
                return cluster.sessions(engine);
            }

            @Override
            public Optional<PgCluster> cluster() {
                return Optional.of(cluster);
            }

            @Override
            public void close() {
                cluster.close();
            }
        };
    }
}
