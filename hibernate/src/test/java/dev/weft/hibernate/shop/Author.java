package dev.weft.hibernate.shop;

import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An author, who has books (lazy) and nicknames (eager). */
@Entity
@SuppressWarnings("serial") // Hibernate's collections are serializable
public class Author implements Serializable {
    private static final long serialVersionUID = 1L;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name;

    @OneToMany(mappedBy = "author", cascade = CascadeType.ALL, orphanRemoval = true)
    private List<Book> books = new ArrayList<>();

    @ElementCollection(fetch = FetchType.EAGER)
    private Set<String> nicknames = new HashSet<>();

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Author() {}

    public Author(String name, String... titles) {
        this.name = name;
        for (var title : titles) {
            books.add(new Book(title, this));
        }
    }

    public Long getId() {
        return Objects.requireNonNull(id, "not persistent yet");
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public List<Book> getBooks() {
        return books;
    }

    public Set<String> getNicknames() {
        return nicknames;
    }
}
