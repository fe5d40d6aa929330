package dev.weft.tck.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** Certificates for tests, written in DER by hand because the JDK can read them, but has no API that makes them. */
final class Certificates {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'");
    private static final byte[] SHA256_WITH_RSA = sequence(oid(1, 2, 840, 113549, 1, 1, 11), tagged(0x05));

    private final byte[] name;
    private final KeyPair keys;
    private final byte[] certificate;

    private Certificates(byte[] name, KeyPair keys, byte[] certificate) {
        this.name = name;
        this.keys = keys;
        this.certificate = certificate;
    }

    /** An authority that signs itself. */
    static Certificates authority(String commonName) {
        var keys = keys();
        var name = name(commonName);
        var isAuthority = sequence(
                oid(2, 5, 29, 19), tagged(0x01, (byte) 0xff), tagged(0x04, sequence(tagged(0x01, (byte) 0xff))));
        return new Certificates(name, keys, sign(name, keys, name, keys, isAuthority));
    }

    /** A certificate for a host or a user, signed by this authority. */
    Certificates issue(String commonName) {
        var issued = keys();
        var dnsName = tagged(0x82, commonName.getBytes(StandardCharsets.US_ASCII));
        var alternative = sequence(oid(2, 5, 29, 17), tagged(0x04, sequence(dnsName)));
        var subject = name(commonName);
        return new Certificates(subject, issued, sign(name, keys, subject, issued, alternative));
    }

    String pem() {
        return pem("CERTIFICATE", certificate);
    }

    String keyPem() {
        return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    private static String pem(String what, byte[] der) {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static byte[] sign(byte[] issuer, KeyPair authority, byte[] subject, KeyPair owner, byte[] extension) {
        var serial = BigInteger.valueOf(System.nanoTime()).abs().toByteArray();
        var now = Instant.now();
        var content = sequence(
                tagged(0xa0, tagged(0x02, (byte) 2)),
                tagged(0x02, serial),
                SHA256_WITH_RSA,
                issuer,
                sequence(time(now.minus(1, ChronoUnit.DAYS)), time(now.plus(1, ChronoUnit.DAYS))),
                subject,
                owner.getPublic().getEncoded(),
                tagged(0xa3, sequence(extension)));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(authority.getPrivate());
            signature.update(content);
            return sequence(content, SHA256_WITH_RSA, tagged(0x03, joined(new byte[1], signature.sign())));
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static byte[] time(Instant time) {
        return tagged(0x18, TIME.format(time.atZone(ZoneOffset.UTC)).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] name(String commonName) {
        var text = tagged(0x0c, commonName.getBytes(StandardCharsets.UTF_8));
        return sequence(tagged(0x31, sequence(oid(2, 5, 4, 3), text)));
    }

    private static byte[] oid(int first, int second, int... rest) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(40 * first + second);
        for (var number : rest) {
            for (var shift = 28; shift > 0; shift -= 7) {
                if (number >> shift != 0) {
                    bytes.write(0x80 | (number >> shift & 0x7f));
                }
            }
            bytes.write(number & 0x7f);
        }
        return tagged(0x06, bytes.toByteArray());
    }

    private static byte[] sequence(byte[]... parts) {
        return tagged(0x30, joined(parts));
    }

    private static byte[] tagged(int tag, byte... content) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(tag);
        if (content.length < 0x80) {
            bytes.write(content.length);
        } else {
            bytes.write(0x82);
            bytes.write(content.length >> 8);
            bytes.write(content.length);
        }
        bytes.writeBytes(content);
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        var bytes = new ByteArrayOutputStream();
        for (var part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
