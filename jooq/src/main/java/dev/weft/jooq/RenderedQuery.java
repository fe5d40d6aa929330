package dev.weft.jooq;

import java.sql.Blob;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DDLQuery;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.MockArray;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockDataProvider;
import org.jooq.tools.jdbc.MockExecuteContext;
import org.jooq.tools.jdbc.MockResult;
import org.jooq.tools.jdbc.MockStatement;
import org.jspecify.annotations.Nullable;

/**
 * A query as the text and the values that JDBC would be given.
 *
 * <p>jOOQ itself renders and binds it, on a connection in memory: so the values come in the form that the text's casts
 * expect, and what jOOQ writes into the text because a database allows no parameters, or not as many, is there.
 *
 * @param sql the text, with a {@code ?} for each value
 * @param parameters the values, in order
 */
record RenderedQuery(String sql, List<@Nullable Object> parameters) {
    static RenderedQuery of(Query query, DSLContext context) {
        if (query instanceof DDLQuery) {
            return new RenderedQuery(context.renderInlined(query), List.of());
        }
        var written = new Written();
        // As a part of another query, because running a query changes it.
        DSL.using(new MemoryConnection(written), context.dialect(), context.settings())
                .execute("{0}", query);
        return written.asQuery();
    }

    /** What was run on a connection in memory. */
    private static final class Written implements MockDataProvider {
        private String sql = "";
        private final List<@Nullable Object> parameters = new ArrayList<>();

        @Override
        public MockResult[] execute(MockExecuteContext execution) {
            sql = execution.sql();
            for (var value : execution.bindings()) {
                parameters.add(value instanceof MockArray<?> array ? array.getArray() : value);
            }
            return new MockResult[] {new MockResult()};
        }

        RenderedQuery asQuery() {
            return new RenderedQuery(sql, parameters);
        }
    }

    /** jOOQ's connection in memory, but with large objects, which are sent as the bytes they are. */
    private static final class MemoryConnection extends MockConnection {
        private final MockDataProvider data;

        MemoryConnection(MockDataProvider data) {
            super(data);
            this.data = data;
        }

        @Override
        public Blob createBlob() {
            return new BytesBlob(new byte[0]);
        }

        @Override
        public PreparedStatement prepareStatement(String sql) {
            return new MockStatement(this, data, sql) {
                @Override
                public void setBlob(int index, Blob blob) throws SQLException {
                    setBytes(index, blob.getBytes(1, Math.toIntExact(blob.length())));
                }
            };
        }
    }
}
