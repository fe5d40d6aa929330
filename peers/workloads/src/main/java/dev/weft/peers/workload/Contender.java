package dev.weft.peers.workload;

import dev.weft.peers.Peer;
import dev.weft.peers.Target;
import java.util.Set;

/** A way to work on a PostgreSQL that is measured beside others. Used by one thread. */
public interface Contender {
    /**
     * What it offers its users.
     *
     * @return the workloads that it can be measured with
     */
    Set<Workload> workloads();

    /**
     * Makes a pool.
     *
     * @param workload what its operation is to do
     * @param target where to connect, and with how many connections
     * @param rows how many rows a stream has
     * @return a client, to be closed by the caller
     * @throws Exception if it cannot
     */
    Client open(Workload workload, Target target, int rows) throws Exception;

    /**
     * Makes a pool for {@link Workload#CANCEL}.
     *
     * @param target where to connect, and with how many connections
     * @return a peer whose queries can be given up, to be closed by the caller
     */
    default Peer peer(Target target) {
        throw new UnsupportedOperationException("its users cannot give a query up");
    }
}
