package dev.weft.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding as in RFC 3986, of UTF-8 text. */
final class PercentCode {
    private static final String PLAIN = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private PercentCode() {}

    /** The decoded text between two positions; what is not encoded stays as it is. */
    static String decode(String text, int start, int end, String part) {
        if (text.indexOf('%', start, end) < 0) {
            return text.substring(start, end);
        }
        var decoded = new StringBuilder(end - start);
        for (var i = start; i < end; ) {
            if (text.charAt(i) != '%') {
                decoded.append(text.charAt(i++));
                continue;
            }
            var bytes = new ByteArrayOutputStream();
            var first = i;
            for (; i < end && text.charAt(i) == '%'; i += 3) {
                bytes.write(octet(text, i, end, part));
            }
            decoded.append(utf8(bytes.toByteArray(), first, part));
        }
        return decoded.toString();
    }

    private static int octet(String text, int percent, int end, String part) {
        var high = percent + 2 < end ? Character.digit(text.charAt(percent + 1), 16) : -1;
        var low = percent + 2 < end ? Character.digit(text.charAt(percent + 2), 16) : -1;
        if (high < 0 || low < 0 || high + low == 0) {
            throw UrlParser.fault(
                    "a % without two hexadecimal digits in the " + part, percent, "Write a percent sign as %25.");
        }
        return 16 * high + low;
    }

    private static String utf8(byte[] bytes, int position, String part) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw UrlParser.fault(
                    "percent-encoded bytes that are no UTF-8 in the " + part, position, "Encode it as UTF-8.");
        }
    }

    /** The encoded text; letters and digits, {@code - . _ ~} and the given others stay as they are. */
    static String encode(String text, String others) {
        var encoded = new StringBuilder(text.length());
        for (var octet : text.getBytes(StandardCharsets.UTF_8)) {
            var c = (char) (octet & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0 || others.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return encoded.toString();
    }
}
