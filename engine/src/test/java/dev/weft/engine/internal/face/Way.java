package dev.weft.engine.internal.face;

/** How a method of java.sql reaches the driver through a face. */
enum Way {
    /** Written by hand in the face. */
    OWN,
    /** Waits for the database, and runs the statement: its earlier results end. */
    EXECUTES,
    /** Waits for the database, and may send a statement. */
    RUNS,
    /** Waits for the database, and never begins a transaction. */
    WAITS,
    /** Waits for the database, and frees something of the driver's. */
    RELEASES,
    /** Moves the cursor, on the awaitlet itself. */
    STEPS,
    /** Mostly in the driver's memory, yet some driver asks the server once: on the awaitlet itself. */
    LOOKS_UP,
    /** Never waits. */
    LOCAL
}
