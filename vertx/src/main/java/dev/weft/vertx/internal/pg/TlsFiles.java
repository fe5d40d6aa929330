package dev.weft.vertx.internal.pg;

import io.vertx.core.net.ClientSSLOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * The files that TLS is told of; those that are not named are where libpq and pgjdbc look for them.
 *
 * @param rootCert certificates of the authorities that are trusted, PEM
 * @param cert the client's certificate and those behind it, PEM
 * @param key the client's key, PKCS-8, PEM or DER
 * @param keyAlgorithm the key's algorithm, if it is not that of the certificate
 */
record TlsFiles(Optional<String> rootCert, Optional<String> cert, Optional<String> key, Optional<String> keyAlgorithm) {
    private static final Pattern PEM_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);
    private static final String ALIAS = "client";
    private static final char[] NO_PASSWORD = {};

    /** A file that cannot be used. The message names the option and the file, and holds nothing of what is in it. */
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        private Unreadable(String option, String file, Exception cause) {
            super("the file of " + option + ", " + file + ", cannot be used", cause);
        }
    }

    void addTrust(ClientSSLOptions options) throws Unreadable {
        var file = rootCert.orElseGet(() -> usual("root.crt"));
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var number = 0;
            for (var each : certificates(bytes(file))) {
                store.setCertificateEntry("authority" + number++, each);
            }
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            options.setTrustOptions(new TlsMaterial.Trust(trust));
        } catch (IOException | GeneralSecurityException failure) {
            throw new Unreadable("sslrootcert", file, failure);
        }
    }

    /** Only a certificate that is named, or is at its usual place, is shown to the server. */
    void addKey(ClientSSLOptions options) throws Unreadable {
        var certFile = cert.orElseGet(() -> usual("postgresql.crt"));
        var keyFile = key.orElseGet(() -> usual("postgresql.pk8"));
        var named = cert.isPresent() && key.isPresent();
        if (certFile.isEmpty() || keyFile.isEmpty() || (!named && !(exists(certFile) && exists(keyFile)))) {
            return;
        }
        Certificate[] chain;
        try {
            chain = certificates(bytes(certFile)).toArray(new Certificate[0]);
        } catch (IOException | GeneralSecurityException failure) {
            throw new Unreadable("sslcert", certFile, failure);
        }
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setKeyEntry(ALIAS, privateKey(bytes(keyFile), chain[0]), NO_PASSWORD, chain);
            var keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, NO_PASSWORD);
            options.setKeyCertOptions(new TlsMaterial.Keys(keys));
        } catch (IOException | GeneralSecurityException failure) {
            throw new Unreadable("sslkey", keyFile, failure);
        }
    }

    private static Collection<? extends Certificate> certificates(byte[] file) throws CertificateException {
        var found = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(file));
        if (found.isEmpty()) {
            throw new CertificateException("it holds no certificate");
        }
        return found;
    }

    private PrivateKey privateKey(byte[] file, Certificate certificate) throws GeneralSecurityException {
        var pem = PEM_KEY.matcher(new String(file, StandardCharsets.ISO_8859_1));
        var der = pem.find() ? Base64.getMimeDecoder().decode(pem.group(1)) : file;
        var algorithm = keyAlgorithm.orElse(certificate.getPublicKey().getAlgorithm());
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private static byte[] bytes(String file) throws IOException {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (InvalidPathException invalid) {
            throw new IOException("not a path", invalid);
        }
    }

    private static boolean exists(String file) {
        try {
            return Files.exists(Path.of(file));
        } catch (InvalidPathException _) {
            return false;
        }
    }

    private static String usual(String name) {
        var windows = System.getProperty("os.name").startsWith("Windows");
        var folder = windows
                ? List.of(String.valueOf(System.getenv("APPDATA")), "postgresql")
                : List.of(System.getProperty("user.home"), ".postgresql");
        return Path.of(folder.getFirst(), folder.getLast(), name).toString();
    }
}
