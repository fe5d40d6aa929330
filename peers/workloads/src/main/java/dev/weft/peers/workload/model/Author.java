package dev.weft.peers.workload.model;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;

/** Somebody who wrote twenty books. Used by one task at a time, as its session. */
@Entity
@Table(schema = "weft_compare", name = "author")
public class Author {
    /** How many books everybody has written. */
    public static final int BOOKS = 20;

    @Id
    private int id;

    private String name = "";

    private int revision;

    @OneToMany(mappedBy = "author")
    private List<Book> books = new ArrayList<>();

    /** For Hibernate. */
    protected Author() {}

    /**
     * The identifier.
     *
     * @return from 1
     */
    public int id() {
        return id;
    }

    /**
     * The name.
     *
     * @return such as {@code author 1}
     */
    public String name() {
        return name;
    }

    /**
     * The books, in no order.
     *
     * @return {@link #BOOKS} of them
     */
    public List<Book> books() {
        return books;
    }

    /**
     * Changes it, so that there is something to write.
     *
     * @return how often it has been changed
     */
    public int revise() {
        return ++revision;
    }
}
