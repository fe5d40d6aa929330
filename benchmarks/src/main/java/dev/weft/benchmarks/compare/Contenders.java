package dev.weft.benchmarks.compare;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All contenders, from the folder of their modules. */
final class Contenders {
    private static final String PGJDBC = "postgresql";
    private static final String HIKARI = "HikariCP";
    private static final String VERTX = "vertx-pg-client";
    private static final String ORM = "hibernate-core";

    private Contenders() {}

    /**
     * All of them.
     *
     * @throws IOException if one has not been built
     */
    static List<Contender> all(Path peers) throws IOException {
        return List.of(
                sql(
                        peers,
                        "weft-hosted",
                        "Weft, hosted driver",
                        List.of(PGJDBC),
                        "weft",
                        "weft.WeftContender",
                        "HOSTED"),
                sql(
                        peers,
                        "weft-native",
                        "Weft, native driver",
                        List.of(VERTX),
                        "weft",
                        "weft.WeftContender",
                        "NATIVE"),
                sql(
                        peers,
                        "hikari-virtual",
                        "HikariCP, virtual threads",
                        List.of(HIKARI, PGJDBC),
                        "hikari",
                        "hikari.JdbcContender",
                        "VIRTUAL"),
                sql(
                        peers,
                        "hikari-platform",
                        "HikariCP, platform threads",
                        List.of(HIKARI, PGJDBC),
                        "hikari",
                        "hikari.JdbcContender",
                        "PLATFORM"),
                sql(
                        peers,
                        "pgjdbc",
                        "pgjdbc, one platform thread",
                        List.of(PGJDBC),
                        "hikari",
                        "hikari.JdbcContender",
                        "RAW"),
                sql(peers, "vertx", "Vert.x client, callbacks", List.of(VERTX), "vertx", "vertx.VertxContender", ""),
                sql(
                        peers,
                        "r2dbc",
                        "R2DBC",
                        List.of("r2dbc-postgresql", "r2dbc-pool"),
                        "r2dbc",
                        "r2dbc.R2dbcContender",
                        "R2DBC"),
                sql(
                        peers,
                        "jooq-r2dbc",
                        "jOOQ over R2DBC",
                        List.of("jooq", "r2dbc-postgresql"),
                        "r2dbc",
                        "r2dbc.R2dbcContender",
                        "JOOQ"),
                orm(
                        peers,
                        "weft-session",
                        "Weft, AsyncSession",
                        List.of(ORM, PGJDBC),
                        "weft",
                        "weft.WeftContender",
                        "SESSION"),
                orm(
                        peers,
                        "hibernate-virtual",
                        "Hibernate, virtual threads",
                        List.of(ORM, HIKARI, PGJDBC),
                        "hibernate",
                        "hibernate.HibernateContender",
                        "VIRTUAL"),
                orm(
                        peers,
                        "hibernate-platform",
                        "Hibernate, platform threads",
                        List.of(ORM, HIKARI, PGJDBC),
                        "hibernate",
                        "hibernate.HibernateContender",
                        "PLATFORM"),
                orm(
                        peers,
                        "hibernate-reactive",
                        "Hibernate Reactive",
                        List.of("hibernate-reactive-core", ORM, VERTX),
                        "hibernate-reactive",
                        "reactive.HibernateReactiveContender",
                        ""));
    }

    private static Contender sql(
            Path peers, String id, String name, List<String> libraries, String module, String main, String argument)
            throws IOException {
        return new Contender(
                id, name, Contender.Kind.SQL, id.equals("pgjdbc"), libraries, command(peers, module, main, argument));
    }

    private static Contender orm(
            Path peers, String id, String name, List<String> libraries, String module, String main, String argument)
            throws IOException {
        return new Contender(id, name, Contender.Kind.ORM, false, libraries, command(peers, module, main, argument));
    }

    private static Contender.Command command(Path peers, String module, String main, String argument)
            throws IOException {
        var target = peers.resolve(module).resolve("target");
        return new Contender.Command(
                jar(target, module) + File.pathSeparator + target.resolve("lib") + File.separator + "*",
                "dev.weft.peers." + main,
                argument.isEmpty() ? List.of() : List.of(argument));
    }

    private static Path jar(Path target, String module) throws IOException {
        if (Files.isDirectory(target)) {
            try (var jars = Files.newDirectoryStream(target, "weft-peers-" + module + "-*.jar")) {
                for (var jar : jars) {
                    return jar;
                }
            }
        }
        throw new IOException("peers/" + module + " is not built; ./weft compare builds it");
    }

    /** The versions of what a contender stands on, by artifact, as its class path has them. */
    static SortedMap<String, String> versions(Contender contender) throws IOException {
        var versions = new TreeMap<String, String>();
        for (var part : contender.command().classPath().split(File.pathSeparator, -1)) {
            var folder = Path.of(part.endsWith("*") ? part.substring(0, part.length() - 1) : part);
            if (Files.isDirectory(folder)) {
                try (var files = Files.list(folder)) {
                    var names = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
                    contender
                            .libraries()
                            .forEach(library -> names.stream()
                                    .filter(name -> name.matches(library + "-\\d.*\\.jar"))
                                    .forEach(name -> versions.put(
                                            library,
                                            name.substring(library.length() + 1, name.length() - ".jar".length()))));
                }
            }
        }
        return versions;
    }
}
