package dev.weft.engine.internal.face;

import java.io.IOException;
import java.io.InputStream;

/** A stream of bytes that a driver may still have to fetch. */
final class FaceInputStream extends InputStream implements Faced {
    private final InputStream stream;
    private final StreamSteps steps;

    FaceInputStream(InputStream stream, StreamSteps steps) {
        this.stream = stream;
        this.steps = steps;
    }

    @Override
    public Object bare() {
        return stream;
    }

    @Override
    public int read() throws IOException {
        return steps.step(stream::read);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return steps.step(() -> stream.read(bytes, offset, length));
    }

    @Override
    public long skip(long count) throws IOException {
        return steps.step(() -> stream.skip(count));
    }

    @Override
    public int available() throws IOException {
        return steps.step(stream::available);
    }

    @Override
    public void close() throws IOException {
        steps.run(stream::close);
    }
}
