package dev.weft.vertx.internal.pg;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the socket and the client's codec: it sees every message, and puts right what the codec would get
 * wrong (ADR 18).
 *
 * <ul>
 *   <li>Descriptions of columns and parameters reach the codec with types it reads and writes exactly; the true ones
 *       are kept here.
 *   <li>A statement is parsed with the types of its parameters, which the client cannot say for all.
 *   <li>The state of the transaction, the number of rows and the words before a forced end are kept, which the client
 *       drops.
 * </ul>
 *
 * <p>Messages are handed on whole, and those of one reply apart from those of the next. Confined to the event loop of
 * its channel, but for the state of the transaction, which may be read from anywhere.
 */
final class PgWire extends ChannelDuplexHandler {
    private static final String PROTOCOL_VIOLATION = "08P01";
    private static final int HEADER = 5; // a letter, and a length that counts itself
    private static final int LEAST_LENGTH = 4; // itself
    private static final int LONGEST = 0x4000_0000; // no value of PostgreSQL has more bytes
    private static final int LONGEST_OF_MOST = 30_000; // as its own client library
    private static final String MAY_BE_LONG = "TtDdVENA";
    private static final int LONGEST_SETTING_TAG = 5;
    private static final int[] NO_TYPES = {};

    private final Queue<int[]> parses = new ArrayDeque<>();
    private final CommandTags tags = new CommandTags();
    private volatile @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf kept;
    private boolean talking;
    private boolean lost; // nothing that still comes is looked at
    private int[] parameterTypes = NO_TYPES;
    private int[] columnTypes = NO_TYPES;
    private @Nullable LastWords lastWords;
    private volatile char status = 'I';
    private volatile boolean settingsTouched;

    /** What the server said before it ended the session. */
    record LastWords(String sqlState, String message) {}

    /** From now on messages come, after whatever had to be said before them. */
    void talk() {
        talking = true;
    }

    /** Whether the connection is one by TLS. */
    boolean encrypted() {
        return connected().pipeline().get("ssl") != null;
    }

    /** The types of the parameters of the next statement that is parsed; 0 where the server is to find out. */
    void nextParse(int[] types) {
        parses.add(types);
    }

    /** The types of the parameters of the statement that was described last. */
    int[] parameterTypes() {
        return parameterTypes;
    }

    /** The types of the columns of the statement that was described last. */
    int[] columnTypes() {
        return columnTypes;
    }

    /** Before a description: a statement without parameters or columns sends none. */
    void forgetDescription() {
        parameterTypes = NO_TYPES;
        columnTypes = NO_TYPES;
    }

    /** How the commands ended whose results the codec has not yet handed on, in order. */
    CommandTags tags() {
        return tags;
    }

    /** Why the server ended the session, or null if it did not say. */
    @Nullable
    LastWords lastWords() {
        return lastWords;
    }

    boolean inTransaction() {
        return status != 'I';
    }

    boolean inFailedTransaction() {
        return status == 'E';
    }

    /** Whether a setting of the session may have been changed since it was last told that it is not. */
    boolean settingsTouched() {
        return settingsTouched;
    }

    void touchSettings() {
        settingsTouched = true;
    }

    void settingsRestored() {
        settingsTouched = false;
    }

    /** The loop of the channel, once connected. */
    EventLoop loop() {
        return connected().channel().eventLoop();
    }

    /** Hears once that the channel has been closed. */
    void whenClosed(Runnable listener) {
        var _ = connected().channel().closeFuture().addListener(_ -> listener.run());
    }

    private ChannelHandlerContext connected() {
        return Objects.requireNonNull(context, "not connected");
    }

    boolean open() {
        var connected = context;
        return connected != null && connected.channel().isActive();
    }

    /** Ends the connection without a word to the server; from any thread. */
    void cut() {
        var connected = context;
        if (connected != null) {
            var first = connected.pipeline().firstContext(); // the codec and TLS would wait for the server
            var _ = first == null ? connected.close() : first.close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        var rest = kept;
        if (rest != null) {
            kept = null;
            rest.release();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) throws Exception {
        if (!parses.isEmpty() && message instanceof ByteBuf bytes) {
            typeParses(bytes);
        }
        super.write(ctx, message, promise);
    }

    private void typeParses(ByteBuf bytes) {
        for (var at = bytes.readerIndex(); at < bytes.writerIndex(); at += 1 + bytes.getInt(at + 1)) {
            if (bytes.getByte(at) == 'P') {
                var types = parses.remove();
                var query = endOfText(bytes, at + HEADER);
                var count = endOfText(bytes, query);
                for (var i = 0; i < bytes.getUnsignedShort(count); i++) {
                    bytes.setInt(count + Short.BYTES + i * Integer.BYTES, types[i]);
                }
            }
        }
    }

    private static int endOfText(ByteBuf bytes, int start) {
        return bytes.indexOf(start, bytes.writerIndex(), (byte) 0) + 1;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf read)) {
            ctx.fireChannelRead(message);
            return;
        }
        if (!talking) {
            ctx.fireChannelRead(read); // the answer to the question whether the server speaks TLS
            return;
        }
        if (lost) {
            read.release();
            return;
        }
        var all = kept == null ? read : Kept.join(ctx.alloc(), kept, read);
        kept = null;
        try {
            handOn(ctx, all);
        } catch (Violation | IndexOutOfBoundsException | IllegalArgumentException violation) {
            all.release();
            lost = true;
            lastWords =
                    new LastWords(PROTOCOL_VIOLATION, "the server's messages make no sense: " + violation.getMessage());
            cut();
        }
    }

    /** A message that PostgreSQL would not send. */
    private static final class Violation extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Violation(byte letter, int length) {
            super("length " + length + " after byte " + letter, null, false, false);
        }
    }

    /** Where a message ends, that is bounded, because it is kept until then. */
    private static int end(byte letter, int start, int length) {
        if (length < LEAST_LENGTH
                || length > LONGEST
                || (length > LONGEST_OF_MOST && MAY_BE_LONG.indexOf(letter) < 0)) {
            throw new Violation(letter, length);
        }
        return start + 1 + length;
    }

    private void handOn(ChannelHandlerContext ctx, ByteBuf all) {
        var from = all.readerIndex();
        var at = from;
        var end = all.writerIndex();
        while (end - at >= HEADER) {
            var letter = all.getByte(at);
            var next = end(letter, at, all.getInt(at + 1));
            if (next > end || next < 0) {
                break;
            }
            look(letter, all, at + HEADER, next);
            if (letter == 'I') {
                handOn(ctx, all, from, at); // and not that the text was empty, which the codec only logs
                from = next;
            } else if (letter == 'Z') {
                handOn(ctx, all, from, next);
                tags.clear(); // one that nobody took would be taken for the next command's
                from = next;
            }
            at = next;
        }
        handOn(ctx, all, from, at);
        if (at == end) {
            all.release();
            return;
        }
        if (ctx.isRemoved()) {
            ReferenceCountUtil.release(all);
        } else {
            kept = all.readerIndex(at);
        }
    }

    private static void handOn(ChannelHandlerContext ctx, ByteBuf all, int from, int to) {
        if (to > from) {
            ctx.fireChannelRead(all.retainedSlice(from, to - from));
        }
    }

    private void look(byte letter, ByteBuf bytes, int start, int end) {
        switch (letter) {
            case 'Z' -> status = (char) bytes.getByte(start);
            case 'C' -> commandComplete(bytes, start, end);
            case 's' -> tags.add(0);
            case 'T' -> describeColumns(bytes, start);
            case 't' -> describeParameters(bytes, start);
            case 'E' -> error(bytes, start, end);
            default -> {
                // rows, and what the codec understands
            }
        }
    }

    private void commandComplete(ByteBuf bytes, int start, int end) {
        var first = bytes.getByte(start);
        tags.add(CommandTags.parse(bytes, start, end - 1));
        // SET, RESET: the last of a text of several too
        settingsTouched |= (first == 'S' || first == 'R')
                && end - 1 - start <= LONGEST_SETTING_TAG
                && isSetting(bytes.toString(start, end - 1 - start, StandardCharsets.US_ASCII));
    }

    private static boolean isSetting(String tag) {
        return tag.equals("SET") || tag.equals("RESET");
    }

    private void describeColumns(ByteBuf bytes, int start) {
        var types = new int[bytes.getUnsignedShort(start)];
        var at = start + Short.BYTES;
        for (var i = 0; i < types.length; i++) {
            var type = endOfText(bytes, at) + Integer.BYTES + Short.BYTES;
            types[i] = bytes.getInt(type);
            bytes.setInt(type, WireTypes.ofColumn(types[i]));
            at = type + Integer.BYTES + Short.BYTES + Integer.BYTES + Short.BYTES;
        }
        columnTypes = types;
    }

    private void describeParameters(ByteBuf bytes, int start) {
        var types = new int[bytes.getUnsignedShort(start)];
        for (var i = 0; i < types.length; i++) {
            var type = start + Short.BYTES + i * Integer.BYTES;
            types[i] = bytes.getInt(type);
            bytes.setInt(type, WireTypes.ofParameter(types[i]));
        }
        parameterTypes = types;
    }

    private void error(ByteBuf bytes, int start, int end) {
        var severity = "";
        var state = "";
        var message = "";
        for (var at = start; at < end && bytes.getByte(at) != 0; ) {
            var next = endOfText(bytes, at + 1);
            var text = bytes.toString(at + 1, next - at - 2, StandardCharsets.UTF_8);
            switch (bytes.getByte(at)) {
                case 'V' -> severity = text;
                case 'C' -> state = text;
                case 'M' -> message = text;
                default -> {
                    // the client keeps the rest
                }
            }
            at = next;
        }
        if (severity.equals("FATAL") || severity.equals("PANIC")) {
            lastWords = new LastWords(state, message);
        }
    }
}
