package dev.weft.awaitlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The warning for a half of a channel that nobody closed and nobody can close any more. */
@Timeout(20)
class ChannelUnclosedTest {
    private static final Logger LOGGER = Logger.getLogger(Channel.class.getName()); // held, or its handlers are lost

    private final Warnings warnings = new Warnings();

    @BeforeEach
    void listen() {
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(warnings);
    }

    @AfterEach
    void listenNoMore() {
        LOGGER.removeHandler(warnings);
        LOGGER.setUseParentHandlers(true);
    }

    @Test
    @Spec({"AT-115", "SC-24"})
    void aHalfThatWasNeverClosedIsToldOfWithTheSiteOfItsOpening() {
        leaveOpen();

        Soon.holds(() -> collected(2), "there is no warning");
        assertThat(warnings.told)
                .anyMatch(told -> told.contains("A sender of a channel was never closed"))
                .anyMatch(told -> told.contains("A receiver of a channel was never closed"))
                .allMatch(told -> told.contains("ChannelUnclosedTest.leaveOpen"));
    }

    @Test
    @Spec({"AT-115", "AT-110"})
    void aCopyThatWasNeverClosedIsToldOfWithTheSiteOfItsMaking() {
        try (var sender = Channel.<String>open().sender()) {
            leaveCopyOpen(sender);
            Soon.holds(() -> collected(2), "there is no warning");
        }

        assertThat(warnings.told)
                .as("the receiver that was never looked at, and the copy")
                .anyMatch(told -> told.contains("receiver"))
                .anyMatch(told -> told.contains("ChannelUnclosedTest.leaveCopyOpen"));
    }

    @Test
    @Spec("AT-115")
    void halvesThatWereClosedAreNotToldOf() {
        closeBoth();
        leaveOpen();

        Soon.holds(() -> collected(2), "there is no warning for those left open later");
        assertThat(warnings.told).noneMatch(told -> told.contains("closeBoth"));
    }

    private static void leaveOpen() {
        Channel.open(1);
    }

    private static void leaveCopyOpen(Sender<?> sender) {
        sender.copy();
    }

    private static void closeBoth() {
        var channel = Channel.open(1);
        channel.sender().close();
        channel.receiver().close();
    }

    private boolean collected(int least) {
        System.gc();
        return warnings.told.size() >= least;
    }

    /** Keeps what is logged. */
    private static final class Warnings extends Handler {
        private final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().equals(Level.WARNING)) {
                told.add(new SimpleFormatter().formatMessage(entry));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
