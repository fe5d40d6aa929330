package dev.weft.engine.internal.face;

import java.io.IOException;
import java.io.OutputStream;

/** A stream into a large object, which a driver may write at once. */
final class FaceOutputStream extends OutputStream {
    private final OutputStream stream;
    private final StreamSteps steps;

    FaceOutputStream(OutputStream stream, StreamSteps steps) {
        this.stream = stream;
        this.steps = steps;
    }

    @Override
    public void write(int value) throws IOException {
        steps.run(() -> stream.write(value));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        steps.run(() -> stream.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
        steps.run(stream::flush);
    }

    @Override
    public void close() throws IOException {
        steps.run(stream::close);
    }
}
