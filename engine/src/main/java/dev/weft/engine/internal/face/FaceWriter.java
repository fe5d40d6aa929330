package dev.weft.engine.internal.face;

import java.io.IOException;
import java.io.Writer;

/** A stream of characters into a large object, which a driver may write at once. */
final class FaceWriter extends Writer {
    private final Writer writer;
    private final StreamSteps steps;

    FaceWriter(Writer writer, StreamSteps steps) {
        this.writer = writer;
        this.steps = steps;
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        steps.run(() -> writer.write(characters, offset, length));
    }

    @Override
    public void flush() throws IOException {
        steps.run(writer::flush);
    }

    @Override
    public void close() throws IOException {
        steps.run(writer::close);
    }
}
