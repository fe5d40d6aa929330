package dev.weft.hibernate.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.NamedStoredProcedureQuery;
import jakarta.persistence.ParameterMode;
import jakarta.persistence.StoredProcedureParameter;
import java.io.Serializable;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.ParamDef;

/** A shelf, known by its room and its number there. */
@Entity
@NamedQuery(name = "shelvesOfRoom", query = "from Shelf where room = :room order by number")
@NamedQuery(name = "emptyRoom", query = "update Shelf set books = 0 where room = :room")
@NamedStoredProcedureQuery(
        name = "booksInRoom",
        procedureName = "books_in_room",
        parameters = {
            @StoredProcedureParameter(mode = ParameterMode.IN, type = String.class),
            @StoredProcedureParameter(mode = ParameterMode.OUT, type = Integer.class),
            @StoredProcedureParameter(mode = ParameterMode.INOUT, type = Integer.class)
        })
@FilterDef(name = "filled", parameters = @ParamDef(name = "least", type = Integer.class))
@Filter(name = "filled", condition = "books >= :least")
public class Shelf implements Serializable {
    private static final long serialVersionUID = 1L;

    @Id
    private int id;

    @NaturalId
    private String room;

    @NaturalId
    private int number;

    private int books;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Shelf() {}

    public Shelf(int id, String room, int number, int books) {
        this.id = id;
        this.room = room;
        this.number = number;
        this.books = books;
    }

    public int getId() {
        return id;
    }

    public String getRoom() {
        return room;
    }

    public int getNumber() {
        return number;
    }

    public int getBooks() {
        return books;
    }

    public void setBooks(int books) {
        this.books = books;
    }
}
