package dev.weft.examples;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.Generated;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code a}: an ordinary entity. The server sets {@code create_date}. */
@Entity
@Table(name = "a")
public class A {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Integer id;

    private @Nullable String data;

    @Generated
    @ColumnDefault("current_timestamp")
    @Column(name = "create_date")
    private @Nullable LocalDateTime createDate;

    /** For Hibernate and jOOQ. */
    protected A() {}

    /**
     * Makes a row that is not yet in the table.
     *
     * @param data its data
     */
    public A(String data) {
        this.data = data;
    }

    /**
     * The key.
     *
     * @return the number the server gave it; null before it is inserted
     */
    public @Nullable Integer getId() {
        return id;
    }

    /**
     * The data.
     *
     * @return the text
     */
    public @Nullable String getData() {
        return data;
    }

    /**
     * When the row was inserted.
     *
     * @return the server's time; null before it is inserted
     */
    public @Nullable LocalDateTime getCreateDate() {
        return createDate;
    }
}
