package dev.weft.engine.internal;

import dev.weft.engine.spi.JdbcHolder;

/** A holder of a JDBC face whose statements are logged as those of the async face are. */
record LoggingHolder(StatementLog log, Runnable onClose) implements JdbcHolder {
    @Override
    public void running(String sql) {
        log.statement(sql);
    }

    @Override
    public void closed() {
        onClose.run();
    }
}
