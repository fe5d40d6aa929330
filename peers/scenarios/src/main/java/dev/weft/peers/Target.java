package dev.weft.peers;

import java.time.Duration;

/**
 * Where a peer connects to, and how.
 *
 * @param host the name of the server's machine
 * @param port its TCP port
 * @param database the database
 * @param user who works there
 * @param password that of the user
 * @param application the name that its sessions have on the server
 * @param connections how many connections the pool has at most, 1 or more
 * @param acquireTimeout how long a caller waits for one of them
 */
public record Target(
        String host,
        int port,
        String database,
        String user,
        String password,
        String application,
        int connections,
        Duration acquireTimeout) {
    Target withPool(int size, Duration timeout) {
        return new Target(host, port, database, user, password, application, size, timeout);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database + " (" + application + ", " + connections + ")";
    }
}
