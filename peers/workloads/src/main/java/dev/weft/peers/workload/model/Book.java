package dev.weft.peers.workload.model;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A book. Used by one task at a time, as its session. */
@Entity
@Table(schema = "weft_compare", name = "book")
public class Book {
    @Id
    private int id;

    private String title = "";

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Author author;

    /** For Hibernate. */
    protected Book() {}

    /**
     * The identifier.
     *
     * @return from 1
     */
    public int id() {
        return id;
    }

    /**
     * The title.
     *
     * @return such as {@code book 1}
     */
    public String title() {
        return title;
    }

    /**
     * Who wrote it.
     *
     * @return the author, or null if nobody is known
     */
    public @Nullable Author author() {
        return author;
    }
}
