package dev.weft.hibernate.shop;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A book with a title of its own, and an author (lazy). */
@Entity
public class Book implements Serializable {
    private static final long serialVersionUID = 1L;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(unique = true, nullable = false)
    private String title;

    @ManyToOne(fetch = FetchType.LAZY)
    private Author author;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Book() {}

    public Book(String title, Author author) {
        this.title = title;
        this.author = author;
    }

    public Long getId() {
        return Objects.requireNonNull(id, "not persistent yet");
    }

    public String getTitle() {
        return title;
    }

    public Author getAuthor() {
        return author;
    }
}
