package dev.weft.testing.server;

import java.io.IOException;
import java.util.List;

/** One kind of server: how its program gets into a folder, runs there, and ends. */
interface ServerProgram {
    /** The name of the product. */
    String product();

    /** How Weft's and JDBC's URLs name it. */
    String dialect();

    /** The database that is there before any other is created. */
    String firstDatabase();

    /** Unpacks the program and creates its data, with a user {@code weft} who has the password {@code weft}. */
    void install(ServerFolder folder, Deadline deadline) throws IOException, InterruptedException;

    /** The command that runs the server in the foreground. */
    List<String> serve(ServerFolder folder, int port);

    /** Makes a running server end soon, whoever is connected. */
    void end(ServerFolder folder, Process server) throws IOException;
}
