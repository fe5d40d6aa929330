package dev.weft.features.data;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** What the repository keeps; public and by itself, because the repository's code is generated. */
@Entity
public class Poem {
    @Id
    public int id;

    public String poet = "";

    public String title = "";

    protected Poem() {}

    /** A poem. */
    public Poem(int id, String poet, String title) {
        this.id = id;
        this.poet = poet;
        this.title = title;
    }
}
