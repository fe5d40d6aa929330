package dev.weft.engine;

import org.jspecify.annotations.Nullable;

/**
 * The failure of making a connection by TLS as the URL asks for it (ER-602).
 *
 * <p>Nothing was sent but the question for TLS: no user and no password. The caller can change the URL, the files that
 * it names, or the server. Immutable, so safe for use by many threads.
 */
public final class TlsFailed extends DatabaseError {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** The server does not speak TLS, and the URL requires it. */
        NOT_OFFERED("Turn TLS on at the server, or ask for less: sslmode=prefer, or disable."),
        /** The server's certificate is not from an authority that is trusted, or not valid now. */
        NOT_TRUSTED("Put the certificate of the authority that signed the server's into the file of sslrootcert."),
        /** The server's certificate is for other hosts. */
        WRONG_HOST("Connect by a name that the server's certificate holds, or check less: sslmode=verify-ca."),
        /** A file with certificates or a key cannot be read. */
        FILE("Check the files that sslrootcert, sslcert and sslkey name, or those in ~/.postgresql without them."),
        /** Server and client do not agree, such as on the version of TLS or on the client's certificate. */
        HANDSHAKE("Read the cause, and the server's log.");

        private final String cure;

        Reason(String cure) {
            this.cure = cure;
        }
    }

    /** What is wrong. */
    private final Reason reason;

    /**
     * Makes the exception.
     *
     * @param report what is known of the failure
     * @param reason what is wrong
     * @param cause the driver's own exception, or null if there is none
     */
    public TlsFailed(Report report, Reason reason, @Nullable Throwable cause) {
        super(report, reason.cure, cause);
        this.reason = reason;
    }

    /**
     * What is wrong.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
