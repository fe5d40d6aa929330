package dev.weft.torture;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One who is put through the peers' scenarios.
 *
 * @param name what it is called in the table
 * @param own whether it is Weft, whose failure is one of the run
 * @param command what starts its JVM
 */
record Contender(String name, boolean own, List<String> command) {
    /** The same heap for everybody. */
    private static final String HEAP = "-Xmx256m";

    /**
     * All of them, from the folder of their modules.
     *
     * @throws IOException if one has not been built
     */
    static List<Contender> all(Path peers) throws IOException {
        return List.of(
                of(peers, "weft", true, "Weft, hosted driver", "weft.WeftPeer", "hosted"),
                of(peers, "weft", true, "Weft, native driver", "weft.WeftPeer", "native"),
                of(peers, "hikari", false, "HikariCP on virtual threads", "hikari.HikariPeer"),
                of(peers, "r2dbc", false, "r2dbc-pool", "r2dbc.R2dbcPeer"),
                of(peers, "hibernate-reactive", false, "Hibernate Reactive", "reactive.HibernateReactivePeer"));
    }

    private static Contender of(Path peers, String module, boolean own, String name, String main, String... arguments)
            throws IOException {
        var target = peers.resolve(module).resolve("target");
        var classPath = jar(target, module) + File.pathSeparator + target.resolve("lib") + "/*";
        var command = new ArrayList<>(List.of(java(), HEAP, "-cp", classPath, "dev.weft.peers." + main));
        command.addAll(List.of(arguments));
        return new Contender(name, own, List.copyOf(command));
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path jar(Path target, String module) throws IOException {
        if (Files.isDirectory(target)) {
            try (var jars = Files.newDirectoryStream(target, "weft-peers-" + module + "-*.jar")) {
                for (var jar : jars) {
                    return jar;
                }
            }
        }
        throw new IOException("peers/" + module + " is not built; ./weft torture --peers builds it");
    }
}
