package dev.weft.testing.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A temporary folder with everything of one server: its program, data and log, and the processes that run in it.
 *
 * <ul>
 *   <li>All output of the processes goes to the log.
 *   <li>Once closed, it starts no process, and nothing of it is left: a start under way fails.
 * </ul>
 *
 * <p>Safe for use by many threads at once.
 */
final class ServerFolder {
    private static final String OWNER = "unix:uid";
    private static final int TAIL_LINES = 30;

    private final Path root;
    private final boolean roots;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Process> processes = new ArrayList<>(); // guarded by lock
    private boolean closed; // guarded by lock

    private ServerFolder(Path root, boolean roots) {
        this.root = root;
        this.roots = roots;
    }

    static ServerFolder create(String name) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
            throw new IOException("embedded servers need Linux or macOS");
        }
        var root = Files.createTempDirectory("weft-" + name + "-");
        return new ServerFolder(root, Files.getAttribute(root, OWNER).equals(0));
    }

    Path root() {
        return root;
    }

    Path resolve(String name) {
        return root.resolve(name);
    }

    /** Whether root made the folder, and so runs this JVM. */
    boolean isRoots() {
        return roots;
    }

    /** Makes another user the owner of this folder, or of a file in it, if root made it. */
    void giveTo(int user, Path file) throws IOException {
        if (roots) {
            Files.setAttribute(file, OWNER, user);
        }
    }

    /** Starts a process whose working folder is this one. */
    Process start(List<String> command) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IOException("the JVM exits, so " + command.getFirst() + " is not started");
            }
            var process = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            processes.add(process);
            return process;
        } finally {
            lock.unlock();
        }
    }

    /** Runs a process to its end. */
    void run(List<String> command, Deadline deadline) throws IOException, InterruptedException {
        run(command, OutputStream::close, deadline);
    }

    /** Runs a process to its end, with an input. */
    void run(List<String> command, Input input, Deadline deadline) throws IOException, InterruptedException {
        var program = Path.of(command.getFirst()).getFileName();
        var process = start(command);
        input.writeTo(process.getOutputStream());
        if (!process.waitFor(deadline.left(), TimeUnit.NANOSECONDS)) {
            process.destroyForcibly();
            throw new IOException(program + " did not end in time");
        }
        if (process.exitValue() != 0) {
            throw new IOException(program + " ended with status " + process.exitValue());
        }
    }

    /** Sends processes a signal by its name; those that have ended in the meantime are passed over. */
    void signal(String name, List<Long> processIds, Deadline deadline) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$0\" \"$@\" || true", name));
        processIds.forEach(id -> command.add(Long.toString(id)));
        if (!processIds.isEmpty()) {
            run(command, deadline);
        }
    }

    /** The last lines of the log. */
    String tail() {
        try (var lines = Files.lines(log(), StandardCharsets.ISO_8859_1)) {
            var all = lines.toList();
            return all.stream()
                    .skip(Math.max(0, all.size() - TAIL_LINES))
                    .collect(Collectors.joining("\n  ", "  ", ""));
        } catch (IOException unreadable) {
            return "  (there is none: " + unreadable + ")";
        }
    }

    /** Ends all processes and deletes the folder; closing it twice does no harm. */
    void close(Deadline deadline) throws IOException {
        refuseMore().stream()
                .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process.toHandle())))
                .forEach(ProcessHandle::destroyForcibly);
        while (true) {
            try {
                delete();
                return;
            } catch (DirectoryNotEmptyException stillWritten) {
                // A process that has just been ended, or a start under way, wrote in the meantime.
                if (deadline.left() <= 0) {
                    throw stillWritten;
                }
            }
        }
    }

    private List<Process> refuseMore() {
        lock.lock();
        try {
            closed = true;
            return List.copyOf(processes);
        } finally {
            lock.unlock();
        }
    }

    private void delete() throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private Path log() {
        return resolve("server.log");
    }

    /** What a process reads. */
    interface Input {
        void writeTo(OutputStream input) throws IOException;
    }
}
