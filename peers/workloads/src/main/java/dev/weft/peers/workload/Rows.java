package dev.weft.peers.workload;

import dev.weft.peers.workload.model.Author;
import org.jspecify.annotations.Nullable;

/** The rows that are worked on, and whether what was read is what is there. */
public final class Rows {
    /** How many rows the table {@code item} has; their keys begin with 1. */
    public static final int ITEMS = 10_000;
    /** How many rows the table {@code author} has; their keys begin with 1. */
    public static final int AUTHORS = 1_000;
    /** How many rows {@link Workload#SELECTS_IN_TURN} reads. */
    public static final int IN_TURN = 100;
    /** How many rows a stream fetches at a time, and how many inserts go into a batch. */
    public static final int AT_A_TIME = 1_000;

    /** The select of a row, with a parameter as JDBC has it. */
    public static final String SELECT = "select id, name, price from weft_compare.item where id = ?";
    /** The same, with a parameter as PostgreSQL has it. */
    public static final String NATIVE_SELECT = "select id, name, price from weft_compare.item where id = $1";
    /** The query of an author with all books. */
    public static final String JOIN_FETCH = "select a from Author a join fetch a.books where a.id = :id";

    private Rows() {}

    /**
     * The query of a stream, whose columns are a number, a text and a number.
     *
     * @param count how many rows it answers
     * @return the SQL
     */
    public static String stream(int count) {
        return "select i, 'item ' || i, i * 2 from generate_series(1, " + count + ") i";
    }

    /**
     * The key of an item.
     *
     * @param number any number, zero or more
     * @return a key that there is
     */
    public static int item(int number) {
        return 1 + number % ITEMS;
    }

    /**
     * The key of an author.
     *
     * @param number any number, zero or more
     * @return a key that there is
     */
    public static int author(int number) {
        return 1 + number % AUTHORS;
    }

    /**
     * Makes sure of a row of table {@code item}.
     *
     * @param wanted the key that was asked for
     * @param id the key that was read
     * @param name the name
     * @param price the price
     * @throws IllegalStateException if it is another row, or not whole
     */
    public static void check(int wanted, @Nullable Integer id, @Nullable String name, @Nullable Integer price) {
        if (id == null || id != wanted || name == null || price == null || price != wanted * 3) {
            throw new IllegalStateException("asked for item " + wanted + ", got " + id + ", " + name + ", " + price);
        }
    }

    /**
     * Makes sure of an author.
     *
     * @param wanted the identifier that was asked for
     * @param author what was found
     * @return the author
     * @throws IllegalStateException if it is another, or nobody
     */
    public static Author check(int wanted, @Nullable Author author) {
        if (author == null || author.id() != wanted || author.name().isEmpty()) {
            throw new IllegalStateException("asked for author " + wanted + ", got " + author);
        }
        return author;
    }

    /**
     * Makes sure of an author and all books.
     *
     * @param wanted the identifier that was asked for
     * @param author what was found
     * @throws IllegalStateException if it is another, or books are missing
     */
    public static void checkWhole(int wanted, @Nullable Author author) {
        var books = check(wanted, author).books();
        if (books.size() != Author.BOOKS || books.getLast().title().isEmpty()) {
            throw new IllegalStateException("author " + wanted + " has " + books.size() + " books");
        }
    }

    /**
     * Looks at a row of a stream.
     *
     * @param id the first column
     * @param name the second
     * @param price the third
     * @return 1, to be counted
     * @throws IllegalStateException if it is not whole
     */
    public static int streamed(@Nullable Integer id, @Nullable String name, @Nullable Integer price) {
        if (id == null || name == null || price == null || price != id * 2) {
            throw new IllegalStateException("streamed " + id + ", " + name + ", " + price);
        }
        return 1;
    }

    /**
     * Makes sure that a stream was whole.
     *
     * @param wanted how many rows there are
     * @param count how many were read
     * @throws IllegalStateException if it was not
     */
    public static void checkStreamed(int wanted, long count) {
        if (count != wanted) {
            throw new IllegalStateException("streamed " + count + " rows of " + wanted);
        }
    }
}
