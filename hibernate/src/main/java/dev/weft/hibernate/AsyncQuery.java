package dev.weft.hibernate;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.hibernate.FlushMode;
import org.jspecify.annotations.Nullable;

/**
 * What queries and statements of a session have in common: parameters and how they are run.
 *
 * <p>It may be run more than once. What is wrong with it is told by the future of a run. For one thread at a time. Each
 * method answers the same object, with Hibernate's meaning of its name.
 *
 * @param <Q> the query itself
 */
public sealed interface AsyncQuery<Q extends AsyncQuery<Q>> permits AsyncSelectionQuery, AsyncMutationQuery {
    /**
     * Sets a named parameter.
     *
     * @param name the name, without the colon
     * @param value its value; null is SQL's NULL
     * @return this query
     */
    Q setParameter(String name, @Nullable Object value);

    /**
     * Sets a named parameter, where Hibernate could not tell its type by itself.
     *
     * @param name the name, without the colon
     * @param value its value; null is SQL's NULL
     * @param type the type that it has
     * @param <P> that type
     * @return this query
     */
    <P> Q setParameter(String name, @Nullable P value, Class<P> type);

    /**
     * Sets a numbered parameter.
     *
     * @param position the number, from 1
     * @param value its value; null is SQL's NULL
     * @return this query
     */
    Q setParameter(int position, @Nullable Object value);

    /**
     * Sets a numbered parameter, where Hibernate could not tell its type by itself.
     *
     * @param position the number, from 1
     * @param value its value; null is SQL's NULL
     * @param type the type that it has
     * @param <P> that type
     * @return this query
     */
    <P> Q setParameter(int position, @Nullable P value, Class<P> type);

    /**
     * Sets a named parameter that stands for several values, as in {@code where id in :ids}.
     *
     * @param name the name, without the colon
     * @param values the values, kept as they are now
     * @return this query
     */
    Q setParameterList(String name, Collection<?> values);

    /**
     * Sets a numbered parameter that stands for several values, as in {@code where id in ?1}.
     *
     * @param position the number, from 1
     * @param values the values, kept as they are now
     * @return this query
     */
    Q setParameterList(int position, Collection<?> values);

    /**
     * Sets those parameters that have the name of a key.
     *
     * @param values the values by the names of parameters, kept as they are now
     * @return this query
     */
    Q setProperties(Map<String, ?> values);

    /**
     * Tells when pending changes of the session are written before the query is run.
     *
     * @param mode the mode, for this query only
     * @return this query
     */
    Q setFlushMode(FlushMode mode);

    /**
     * Limits how long the database may take; then the statement is stopped there.
     *
     * @param most above zero, counted in whole seconds, of which a part is one
     * @return this query
     * @throws IllegalArgumentException if it is not above zero
     */
    Q setTimeout(Duration most);

    /**
     * A hint, such as {@code org.hibernate.fetchSize}.
     *
     * @param name the hint, as Hibernate or JPA names it
     * @param value its value
     * @return this query
     */
    Q setHint(String name, Object value);

    /**
     * A comment in the SQL, if {@code hibernate.use_sql_comments} is set.
     *
     * @param comment the comment
     * @return this query
     */
    Q setComment(String comment);
}
