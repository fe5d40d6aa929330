package dev.weft.hibernate;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What one logger logs while this is open. */
final class Warnings extends Handler implements AutoCloseable {
    private final Logger logger; // held, because the log manager does not hold it
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private Warnings(Logger logger) {
        this.logger = logger;
    }

    static Warnings of(String name) {
        var warnings = new Warnings(Logger.getLogger(name));
        warnings.logger.addHandler(warnings);
        warnings.logger.setUseParentHandlers(false);
        return warnings;
    }

    /** The lines so far. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
