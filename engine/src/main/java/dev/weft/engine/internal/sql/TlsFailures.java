package dev.weft.engine.internal.sql;

import dev.weft.engine.TlsFailed.Reason;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Tells what went wrong with TLS when a connection could not be made. */
public final class TlsFailures {
    private static final int LONGEST_CHAIN = 100;

    private TlsFailures() {}

    /**
     * Reads the reason from a failure and its causes.
     *
     * @param failure a driver's failure to connect
     * @return the reason; empty if the failure is not one of TLS
     */
    public static Optional<Reason> reason(Throwable failure) {
        if (has(failure, TlsFailures::isNetwork)) {
            return Optional.empty();
        }
        if (has(
                failure,
                each -> each instanceof CertPathBuilderException || each instanceof CertPathValidatorException)) {
            return Optional.of(Reason.NOT_TRUSTED);
        }
        if (has(failure, SSLException.class::isInstance)) {
            return Optional.of(ofHandshake(failure));
        }
        if (has(failure, TlsFailures::isFile)) {
            return Optional.of(Reason.FILE);
        }
        return Optional.ofNullable(failure instanceof SQLException told ? ofPgjdbc(told) : null);
    }

    /** The JDK says that a name does not match by this very class, and all else of certificates by others. */
    private static Reason ofHandshake(Throwable failure) {
        if (has(failure, each -> each.getClass().equals(CertificateException.class))) {
            return Reason.WRONG_HOST;
        }
        return has(failure, CertificateException.class::isInstance) ? Reason.NOT_TRUSTED : Reason.HANDSHAKE;
    }

    /** Two of pgjdbc's failures have no cause; the words that are looked for are in them in every language. */
    private static @Nullable Reason ofPgjdbc(SQLException failure) {
        var words = failure.getMessage() == null ? "" : failure.getMessage();
        if (words.contains("PgjdbcHostnameVerifier")) {
            return Reason.WRONG_HOST;
        }
        return "08004".equals(failure.getSQLState()) && words.contains("SSL") ? Reason.NOT_OFFERED : null;
    }

    private static boolean isNetwork(Throwable each) {
        return each instanceof SocketException
                || each instanceof EOFException
                || each instanceof ClosedChannelException
                || each instanceof InterruptedIOException;
    }

    private static boolean isFile(Throwable each) {
        return each instanceof FileNotFoundException
                || each instanceof NoSuchFileException
                || each instanceof GeneralSecurityException;
    }

    private static boolean has(Throwable failure, Predicate<Throwable> what) {
        return Stream.<@Nullable Throwable>iterate(failure, each -> each == null ? null : each.getCause())
                .limit(LONGEST_CHAIN)
                .takeWhile(each -> each != null)
                .anyMatch(each -> each != null && what.test(each));
    }
}
