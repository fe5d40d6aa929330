package dev.weft.vertx.internal.pg;

import dev.weft.engine.InvalidUrl;
import io.vertx.core.net.ClientSSLOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a URL says of TLS, in pgjdbc's words and with its meaning.
 *
 * @param mode when it is used, and what of the server is checked
 * @param files where certificates and key are
 */
record Tls(Mode mode, TlsFiles files) {
    enum Mode {
        /** Never. */
        DISABLE,
        /** If the server has it; nothing is checked. */
        PREFER,
        /** Always; nothing is checked. */
        REQUIRE,
        /** Always, and the server's certificate must be from an authority that is trusted. */
        VERIFY_CA,
        /** Always, and the server's certificate must also be for the host of the URL. */
        VERIFY_FULL
    }

    static Tls of(GivenOptions given) {
        var mode = mode(given.take("sslmode"), given.take("ssl"));
        var negotiation = given.take("sslnegotiation");
        if (negotiation.isPresent() && !negotiation.get().equals("postgres")) {
            throw new InvalidUrl(
                    "The driver postgresql+vertx has no other \"sslnegotiation\" than postgres.",
                    "Leave it out: the server is asked for TLS first, as by default.");
        }
        return new Tls(
                mode,
                new TlsFiles(
                        given.take("sslrootcert"),
                        given.take("sslcert"),
                        given.take("sslkey"),
                        given.take("pemKeyAlgorithm")));
    }

    private static Mode mode(Optional<String> mode, Optional<String> ssl) {
        if (mode.isEmpty()) {
            var on = ssl.map(text -> text.isEmpty() || GivenOptions.truth("ssl", text));
            return on.orElse(false) ? Mode.VERIFY_FULL : Mode.PREFER;
        }
        return switch (mode.get().toLowerCase(Locale.ROOT)) {
            case "disable" -> Mode.DISABLE;
            case "prefer" -> Mode.PREFER;
            case "require" -> Mode.REQUIRE;
            case "verify-ca" -> Mode.VERIFY_CA;
            case "verify-full" -> Mode.VERIFY_FULL;
            case "allow" ->
                throw new InvalidUrl(
                        "The driver postgresql+vertx has no \"sslmode\" allow, which tries without TLS first.",
                        "Take prefer, which tries with TLS first, or disable.");
            default ->
                throw new InvalidUrl(
                        "The option \"sslmode\" has a value that it cannot have.",
                        "Write disable, prefer, require, verify-ca or verify-full.");
        };
    }

    boolean wanted() {
        return mode != Mode.DISABLE;
    }

    /** Reads the files; blocks. */
    ClientSSLOptions load(Duration handshake) throws TlsFiles.Unreadable {
        var options = new ClientSSLOptions()
                .setHostnameVerificationAlgorithm(mode == Mode.VERIFY_FULL ? "HTTPS" : "")
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslHandshakeTimeout(Math.max(1, handshake.toMillis()));
        files.addKey(options);
        if (mode == Mode.VERIFY_CA || mode == Mode.VERIFY_FULL) {
            files.addTrust(options);
        } else {
            options.setTrustAll(true);
        }
        return options;
    }
}
