package dev.weft.vertx.internal.pg;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** How commands ended, first in, first out: the number of rows, which the client gets wrong where there is none. */
final class CommandTags {
    /** What a COMMIT answers that could only roll back. */
    static final long ROLLBACK = -2;

    private static final int BYTES_OF_ROLLBACK = 8;

    private long[] tags = new long[4];
    private int first;
    private int size;

    /** The number at the end of a command's tag, such as {@code INSERT 0 5}; 0 if there is none. */
    static long parse(ByteBuf bytes, int start, int end) {
        if (end - start == BYTES_OF_ROLLBACK && bytes.getByte(start) == 'R' && bytes.getByte(start + 1) == 'O') {
            return ROLLBACK;
        }
        var number = 0L;
        var unit = 1L;
        for (var at = end - 1; at > start; at--) {
            var digit = bytes.getByte(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number += digit * unit;
            unit *= 10;
        }
        return number;
    }

    void add(long tag) {
        if (first + size == tags.length) {
            var room = size > tags.length / 2 ? new long[2 * tags.length] : tags;
            System.arraycopy(tags, first, room, 0, size);
            tags = room;
            first = 0;
        }
        tags[first + size++] = tag;
    }

    void clear() {
        first = 0;
        size = 0;
    }

    long remove() {
        if (size == 0) {
            throw new IllegalStateException("no command has ended: " + Arrays.toString(tags));
        }
        var tag = tags[first++];
        if (--size == 0) {
            first = 0;
        }
        return tag;
    }
}
