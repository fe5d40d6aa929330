package dev.weft.engine.internal.face;

import java.io.IOException;
import java.io.Reader;

/** A stream of characters that a driver may still have to fetch. */
final class FaceReader extends Reader implements Faced {
    private final Reader reader;
    private final StreamSteps steps;

    FaceReader(Reader reader, StreamSteps steps) {
        this.reader = reader;
        this.steps = steps;
    }

    @Override
    public Object bare() {
        return reader;
    }

    @Override
    public int read(char[] characters, int offset, int length) throws IOException {
        return steps.step(() -> reader.read(characters, offset, length));
    }

    @Override
    public boolean ready() throws IOException {
        return steps.step(reader::ready);
    }

    @Override
    public void close() throws IOException {
        steps.run(reader::close);
    }
}
