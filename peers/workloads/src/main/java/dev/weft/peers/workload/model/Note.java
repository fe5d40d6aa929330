package dev.weft.peers.workload.model;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is inserted a thousand at a time. Used by one task at a time, as its session. */
@Entity
@Table(schema = "weft_compare", name = "note")
public class Note {
    /** How many are inserted at a time, and how many identifiers the sequence gives at a time. */
    public static final int BATCH = 1_000;
    /** What a number of the sequence means: the first of those it gives, as Hibernate Reactive has it anyway. */
    public static final String OPTIMIZER = "pooled-lo";

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "note")
    @SequenceGenerator(name = "note", schema = "weft_compare", sequenceName = "note_sequence", allocationSize = BATCH)
    private @Nullable Long id;

    private String text;

    private int place;

    /** For Hibernate. */
    protected Note() {
        this("", 0);
    }

    private Note(String text, int place) {
        this.text = text;
        this.place = place;
    }

    /**
     * New ones, to be inserted.
     *
     * @return {@link #BATCH} of them
     */
    public static List<Note> batch() {
        return IntStream.range(0, BATCH).mapToObj(i -> new Note("note " + i, i)).toList();
    }

    /**
     * The identifier.
     *
     * @return a number, or null before it is persistent
     */
    public @Nullable Long id() {
        return id;
    }

    /**
     * What it says.
     *
     * @return a few words
     */
    public String text() {
        return text;
    }

    /**
     * Its place among those that were inserted with it.
     *
     * @return from 0
     */
    public int place() {
        return place;
    }
}
