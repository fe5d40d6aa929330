package dev.weft.vertx.internal.pg;

/** Tells that a value has no type of PostgreSQL's, in the words of the hosted driver. */
final class UnboundValue extends Exception {
    private static final long serialVersionUID = 1L;

    static final String SQL_STATE = "07006";

    private final String told;

    UnboundValue(Class<?> type) {
        var words = "Can't infer the SQL type to use for an instance of " + type.getName();
        super(words, null, false, false);
        this.told = words;
    }

    String told() {
        return told;
    }
}
