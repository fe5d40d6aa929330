package dev.weft.vertx.internal.pg;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** The beginning of a message whose rest has not yet arrived. */
final class Kept {
    private Kept() {}

    /** Both in one buffer, and released; what a large message costs grows with its length only. */
    static ByteBuf join(ByteBufAllocator alloc, ByteBuf kept, ByteBuf read) {
        if (kept.refCnt() == 1 && !kept.isReadOnly() && kept.writableBytes() >= read.readableBytes()) {
            kept.writeBytes(read);
            read.release();
            return kept;
        }
        var both = kept.readableBytes() + read.readableBytes();
        var joined = alloc.buffer(Math.max(both, Math.min(length(kept), 2 * both)));
        joined.writeBytes(kept).writeBytes(read);
        kept.release();
        read.release();
        return joined;
    }

    private static int length(ByteBuf kept) {
        var start = kept.readerIndex();
        return kept.readableBytes() > Integer.BYTES ? 1 + kept.getInt(start + 1) : 0;
    }
}
