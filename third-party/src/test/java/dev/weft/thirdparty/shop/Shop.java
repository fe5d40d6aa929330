package dev.weft.thirdparty.shop;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.springframework.transaction.annotation.Transactional;

/** A service whose methods are transactions. */
@Transactional
public class Shop {
    private final Authors authors;
    private final Books books;

    @PersistenceContext
    private EntityManager entities;

    public Shop(Authors authors, Books books) {
        this.authors = authors;
        this.books = books;
    }

    public void publish(String name, String... titles) {
        authors.save(new Author(name, titles));
    }

    public void publishAndFail(String name, RuntimeException failure) {
        authors.saveAndFlush(new Author(name, "lost"));
        throw failure;
    }

    public void publishAndWait(String name, String statement) {
        authors.saveAndFlush(new Author(name, "half"));
        var _ = entities.createNativeQuery(statement).getSingleResult();
    }

    public int shout() {
        return books.shout();
    }

    @Transactional(readOnly = true)
    public int countOfBooks(String name) {
        return authors.findByName(name).orElseThrow().getBooks().size();
    }
}
