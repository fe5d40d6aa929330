package dev.weft.examples;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/** The logs of the demo: none but errors of the JDK and Weft, and the statements if they are asked for. */
final class Logs {
    private Logs() {}

    static void configure(boolean echo) throws IOException {
        // jOOQ prints a logo; Hibernate and the drivers log every failure that the demo then explains.
        var settings = """
                handlers = java.util.logging.ConsoleHandler
                java.util.logging.SimpleFormatter.format = %%5$s%%n
                .level = SEVERE
                org.hibernate.level = OFF
                org.jooq.level = OFF
                org.mariadb.level = OFF
                com.zaxxer.hikari.level = OFF
                dev.weft.level = WARNING
                dev.weft.engine.sql.level = %s
                """.formatted(echo ? "INFO" : "OFF");
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(settings.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
