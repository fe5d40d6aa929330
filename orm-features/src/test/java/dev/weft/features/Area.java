package dev.weft.features;

/** The sections of docs/orm-features.md, in their order. */
enum Area {
    IDENTIFIERS("Identifiers"),
    ASSOCIATIONS("Associations"),
    COLLECTIONS("Collections"),
    INHERITANCE("Inheritance"),
    TYPES("Types"),
    CASCADES("Cascades and callbacks"),
    FETCHING("Fetching"),
    ENHANCEMENT("Bytecode enhancement"),
    QUERIES("Queries"),
    LOCKING("Locking"),
    BULK("Bulk work and stateless sessions"),
    CACHES("Caches"),
    TENANTS("Tenants"),
    AUDIT("Envers and temporal tables"),
    VALIDATION("Bean Validation"),
    SCHEMA("Schema and SQL");

    private final String heading;

    Area(String heading) {
        this.heading = heading;
    }

    @Override
    public String toString() {
        return heading;
    }
}
