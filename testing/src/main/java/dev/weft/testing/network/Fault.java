package dev.weft.testing.network;

/** What happens to a connection at one byte of one direction. */
sealed interface Fault {
    /** The way that the byte goes. */
    Direction direction();

    /** How many bytes have gone before. */
    long at();

    /** Both sides lose the connection; the byte does not arrive. */
    record Cut(Direction direction, long at) implements Fault {}

    /** From the byte on everything is lost, in both directions, and nobody is told. */
    record Freeze(Direction direction, long at) implements Fault {}

    /** Every bit of the byte is turned over. */
    record Corruption(Direction direction, long at) implements Fault {}
}
