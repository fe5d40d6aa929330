package dev.weft.vertx.internal.pg;

/** Tells that a statement cannot be sent, in the words of the hosted driver. */
final class Unsent extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int MOST_PARAMETERS = 65_535;

    private final String told;
    private final String sqlState;

    private Unsent(String told, String sqlState) {
        super(told, null, false, false);
        this.told = told;
        this.sqlState = sqlState;
    }

    /** A value has no type of PostgreSQL's. */
    static Unsent value(Class<?> type) {
        return new Unsent(
                type.isArray()
                        ? "Cannot cast an instance of " + type.getName() + " to type Types.ARRAY"
                        : "Can't infer the SQL type to use for an instance of " + type.getName()
                                + ". Use setObject() with an explicit Types value to specify the type to use.",
                "07006");
    }

    /**
     * Checks what the protocol has a place for.
     *
     * @throws Unsent if it has none
     */
    static void check(String sql, int parameters) throws Unsent {
        if (sql.indexOf('\0') >= 0) {
            throw new Unsent("ERROR: invalid byte sequence for encoding \"UTF8\": 0x00", "22021");
        }
        if (parameters > MOST_PARAMETERS) {
            throw new Unsent(
                    ("PreparedStatement can have at most %,d parameters. Please consider using arrays, or splitting the "
                                    + "query in several ones, or using COPY. Given query has %,d parameters")
                            .formatted(MOST_PARAMETERS, parameters),
                    "22023");
        }
    }

    String told() {
        return told;
    }

    String sqlState() {
        return sqlState;
    }
}
