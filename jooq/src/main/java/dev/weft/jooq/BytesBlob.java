package dev.weft.jooq;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Arrays;

/** Bytes in memory as JDBC's large object: in that form jOOQ hands them to H2, and takes them. For one thread. */
final class BytesBlob implements Blob {
    private byte[] bytes;

    BytesBlob(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public byte[] getBytes(long position, int length) {
        var from = Math.toIntExact(position - 1);
        return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + length));
    }

    @Override
    public InputStream getBinaryStream() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public InputStream getBinaryStream(long position, long length) {
        return new ByteArrayInputStream(bytes, Math.toIntExact(position - 1), Math.toIntExact(length));
    }

    @Override
    public int setBytes(long position, byte[] written) {
        return setBytes(position, written, 0, written.length);
    }

    @Override
    public int setBytes(long position, byte[] written, int offset, int length) {
        var from = Math.toIntExact(position - 1);
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length, from + length));
        System.arraycopy(written, offset, bytes, from, length);
        return length;
    }

    @Override
    public void truncate(long length) {
        bytes = Arrays.copyOf(bytes, Math.toIntExact(length));
    }

    @Override
    public void free() {
        // Its bytes are still to be sent when jOOQ frees it.
    }

    @Override
    public OutputStream setBinaryStream(long position) throws SQLException {
        throw new SQLFeatureNotSupportedException("setBinaryStream");
    }

    @Override
    public long position(byte[] pattern, long start) throws SQLException {
        throw new SQLFeatureNotSupportedException("position");
    }

    @Override
    public long position(Blob pattern, long start) throws SQLException {
        throw new SQLFeatureNotSupportedException("position");
    }
}
