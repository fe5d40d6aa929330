package dev.weft.engine;

/**
 * What a session of the database told those who listen on a channel.
 *
 * <p>Immutable, so safe for use by many threads.
 *
 * @param channel the channel
 * @param payload the text that was sent, empty if there was none
 * @param processId the server's process of the session that sent it
 */
public record Notification(String channel, String payload, int processId) {}
