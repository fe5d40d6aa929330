package dev.weft.testing.server;

import java.util.ArrayList;
import java.util.List;

/** The way to run a program that refuses to run as root: root runs it as the user nobody. */
final class AsNobody {
    /** The id of the user nobody, and of its group. */
    static final int ID = 65534;

    private AsNobody() {}

    static List<String> command(ServerFolder folder, String... command) {
        var whole = new ArrayList<String>();
        if (folder.isRoots()) {
            whole.addAll(List.of("setpriv", "--reuid=" + ID, "--regid=" + ID, "--clear-groups"));
        }
        whole.addAll(List.of(command));
        return whole;
    }
}
