package dev.weft.testing.internal;

import dev.weft.engine.AsyncEngine;
import dev.weft.testing.LeakWatch;
import dev.weft.testing.server.FreshDatabase;
import dev.weft.testing.server.ServerSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A server that knows the sessions of watched engines.
 *
 * @param sessions those it has
 * @param has which of the engines have their sessions there
 */
record WatchedServer(LeakWatch.Sessions sessions, Predicate<AsyncEngine> has) {
    /** The server of a database, for the engines on it. */
    static WatchedServer of(FreshDatabase database) {
        var port = OptionalInt.of(database.server().port());
        return new WatchedServer(
                database::sessions,
                engine ->
                        engine.url().database().filter(database.name()::equals).isPresent()
                                && engine.url().port().equals(port));
    }

    /** What is open there that no engine has, and what is in a transaction. */
    List<String> whileOpen(List<WatchedEngine> engines) {
        List<ServerSession> found;
        try {
            found = sessions.now();
        } catch (SQLException failed) {
            return unknown(failed);
        }
        var leaks = new ArrayList<String>();
        found.stream()
                .filter(ServerSession::inTransaction)
                .map(session -> "a transaction is open on the server: " + told(session))
                .forEach(leaks::add);
        var open = engines.stream()
                .filter(watched -> has.test(watched.engine()))
                .mapToInt(WatchedEngine::open)
                .sum();
        if (found.size() != open) {
            leaks.add("the server has " + found.size() + " sessions, but the engines have " + open
                    + " connections; the sessions: "
                    + found.stream().map(WatchedServer::told).collect(Collectors.joining("; ")));
        }
        return leaks;
    }

    /** What is still there. */
    List<String> onceClosed() {
        try {
            return sessions.now().stream()
                    .map(session -> "a session outlived its engine: " + told(session))
                    .toList();
        } catch (SQLException failed) {
            return unknown(failed);
        }
    }

    private static List<String> unknown(SQLException failed) {
        return List.of("the server does not tell its sessions: " + failed.getMessage());
    }

    private static String told(ServerSession session) {
        return session.id()
                + (session.client().isEmpty() ? "" : " of \"" + session.client() + "\"")
                + ", " + session.state()
                + (session.statement().isEmpty() ? "" : ", with: " + session.statement());
    }
}
