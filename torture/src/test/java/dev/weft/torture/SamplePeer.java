package dev.weft.torture;

import dev.weft.peers.Call;
import dev.weft.peers.Peer;
import dev.weft.peers.PeerProgram;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** A peer without a database: answers at once, or never; has nothing in use, or something. */
final class SamplePeer implements Peer {
    private static final Pattern NUMBER = Pattern.compile("cast\\((\\d+) as bigint\\)");

    private final boolean answers;
    private final int leaked;

    private SamplePeer(boolean answers, int leaked) {
        this.answers = answers;
        this.leaked = leaked;
    }

    public static void main(String[] arguments) throws IOException {
        var answers = !arguments[0].equals("mute");
        PeerProgram.main(_ -> new SamplePeer(answers, arguments[0].equals("leaky") ? 3 : 0));
    }

    @Override
    public Call ask(String sql) {
        var number = NUMBER.matcher(sql);
        var answer = new CompletableFuture<Long>();
        if (answers && number.find()) {
            answer.complete(Long.valueOf(number.group(1)));
        }
        return Call.of(answer);
    }

    @Override
    public Call idle(Runnable waits) {
        waits.run();
        return Call.of(new CompletableFuture<>());
    }

    @Override
    public OptionalInt inUse() {
        return OptionalInt.of(leaked);
    }

    @Override
    public void close() {}
}
