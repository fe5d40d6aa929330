package dev.weft.engine.internal.sql;

/** Text that counts how often a character of it is read. */
final class CountingText implements CharSequence {
    private final String text;
    private long reads;

    CountingText(String text) {
        this.text = text;
    }

    long reads() {
        return reads;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        reads++;
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
