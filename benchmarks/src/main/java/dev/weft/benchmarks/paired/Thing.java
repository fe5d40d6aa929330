package dev.weft.benchmarks.paired;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity of the least. */
@Entity
class Thing {
    @Id
    private int id;

    private String name = "";

    /** For Hibernate. */
    protected Thing() {}

    Thing(int id, String name) {
        this.id = id;
        this.name = name;
    }

    int id() {
        return id;
    }

    String name() {
        return name;
    }
}
