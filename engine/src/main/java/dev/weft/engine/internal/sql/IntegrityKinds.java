package dev.weft.engine.internal.sql;

import dev.weft.engine.IntegrityViolation.Kind;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a broken constraint is about, and the table from which that is read. */
final class IntegrityKinds {
    /** Kinds by {@code SQLState:vendor code}, and by SQLState, looked up in that order. */
    private static final Map<String, Kind> BY_STATE = Map.ofEntries(
            // PostgreSQL, whose states are the finest.
            Map.entry("23502", Kind.NOT_NULL), // H2 too
            Map.entry("23503", Kind.FOREIGN_KEY), // H2 too: the referring row is there
            Map.entry("23505", Kind.UNIQUE), // H2 too
            Map.entry("23514", Kind.CHECK), // H2 too: a check that cannot be evaluated
            Map.entry("23P01", Kind.EXCLUSION),
            Map.entry("44000", Kind.CHECK), // with check option
            // H2.
            Map.entry("23506", Kind.FOREIGN_KEY), // the row referred to is not there
            Map.entry("23513", Kind.CHECK),
            // MariaDB and MySQL, whose state is 23000 for all.
            Map.entry("23000:1048", Kind.NOT_NULL),
            Map.entry("23000:1062", Kind.UNIQUE),
            Map.entry("23000:1169", Kind.UNIQUE),
            Map.entry("23000:1216", Kind.FOREIGN_KEY),
            Map.entry("23000:1217", Kind.FOREIGN_KEY),
            Map.entry("23000:1451", Kind.FOREIGN_KEY), // the referring row is there
            Map.entry("23000:1452", Kind.FOREIGN_KEY), // the row referred to is not there
            Map.entry("23000:1557", Kind.FOREIGN_KEY),
            Map.entry("23000:1586", Kind.UNIQUE),
            Map.entry("23000:1761", Kind.FOREIGN_KEY),
            Map.entry("23000:1762", Kind.FOREIGN_KEY),
            Map.entry("23000:4025", Kind.CHECK),
            Map.entry("HY000:1364", Kind.NOT_NULL), // no default value
            Map.entry("HY000:3819", Kind.CHECK)); // MySQL's

    /** Kinds by SQLite's extended result code, of which its driver tells the name only. */
    private static final Map<String, Kind> BY_SQLITE_NAME = Map.of(
            "CHECK", Kind.CHECK,
            "FOREIGNKEY", Kind.FOREIGN_KEY,
            "NOTNULL", Kind.NOT_NULL,
            "PRIMARYKEY", Kind.UNIQUE,
            "ROWID", Kind.UNIQUE,
            "UNIQUE", Kind.UNIQUE);

    private static final Pattern SQLITE_NAME = Pattern.compile("\\A\\[SQLITE_CONSTRAINT_([A-Z]+)]");

    private IntegrityKinds() {}

    static Kind of(@Nullable String state, int code, String words) {
        if (state == null) {
            var name = SQLITE_NAME.matcher(words);
            return name.find() ? BY_SQLITE_NAME.getOrDefault(name.group(1), Kind.OTHER) : Kind.OTHER;
        }
        var byCode = BY_STATE.get(state + ":" + code);
        return byCode == null ? BY_STATE.getOrDefault(state, Kind.OTHER) : byCode;
    }
}
