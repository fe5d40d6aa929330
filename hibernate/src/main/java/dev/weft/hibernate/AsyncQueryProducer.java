package dev.weft.hibernate;

import jakarta.persistence.criteria.CriteriaDelete;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.CriteriaUpdate;
import org.hibernate.query.criteria.JpaCriteriaInsert;

/**
 * What makes queries and statements. Nothing is done, or checked, before one of them is run; what is wrong with it is
 * told by the future of a run.
 *
 * <p>Calls may come from any thread. Criteria are made by the builder of {@link AsyncSessionMaker#sessionFactory()}.
 * After Hibernate's interface {@code QueryProducer}.
 */
public interface AsyncQueryProducer {
    /**
     * A query in HQL.
     *
     * @param hql the query
     * @param resultType the type of a result: an entity, a basic type, a record, {@code Object[]}
     * @param <R> that type
     * @return a new query of this session
     */
    <R> AsyncSelectionQuery<R> createSelectionQuery(String hql, Class<R> resultType);

    /**
     * A query made of criteria.
     *
     * @param criteria the query
     * @param <R> the type of a result
     * @return a new query of this session
     */
    <R> AsyncSelectionQuery<R> createSelectionQuery(CriteriaQuery<R> criteria);

    /**
     * A query that a mapping names.
     *
     * @param name its name
     * @param resultType the type of a result
     * @param <R> that type
     * @return a new query of this session
     */
    <R> AsyncSelectionQuery<R> createNamedSelectionQuery(String name, Class<R> resultType);

    /**
     * An update, delete or insert in HQL.
     *
     * @param hql the statement
     * @return a new statement of this session
     */
    AsyncMutationQuery createMutationQuery(String hql);

    /**
     * An update made of criteria.
     *
     * @param update the statement
     * @return a new statement of this session
     */
    AsyncMutationQuery createMutationQuery(CriteriaUpdate<?> update);

    /**
     * A delete made of criteria.
     *
     * @param delete the statement
     * @return a new statement of this session
     */
    AsyncMutationQuery createMutationQuery(CriteriaDelete<?> delete);

    /**
     * An insert made of criteria.
     *
     * @param insert the statement
     * @return a new statement of this session
     */
    AsyncMutationQuery createMutationQuery(JpaCriteriaInsert<?> insert);

    /**
     * An update, delete or insert that a mapping names.
     *
     * @param name its name
     * @return a new statement of this session
     */
    AsyncMutationQuery createNamedMutationQuery(String name);

    /**
     * A query in SQL.
     *
     * @param sql the query, with named ({@code :name}) or numbered ({@code ?1}) parameters
     * @param resultType the type of a result: an entity, a basic type, a record, {@code Object[]}
     * @param <R> that type
     * @return a new query of this session
     */
    <R> AsyncSelectionQuery<R> createNativeQuery(String sql, Class<R> resultType);

    /**
     * A query in SQL, whose columns a mapping explains.
     *
     * @param sql the query, with named ({@code :name}) or numbered ({@code ?1}) parameters
     * @param resultSetMapping the name of the mapping
     * @param resultType the type of a result
     * @param <R> that type
     * @return a new query of this session
     */
    <R> AsyncSelectionQuery<R> createNativeQuery(String sql, String resultSetMapping, Class<R> resultType);

    /**
     * An update, delete or insert in SQL.
     *
     * @param sql the statement, with named ({@code :name}) or numbered ({@code ?1}) parameters
     * @return a new statement of this session
     */
    AsyncMutationQuery createNativeMutationQuery(String sql);

    /**
     * A call of a stored procedure, whose results are columns as they are.
     *
     * @param procedure its name in the database
     * @return a new call of this session
     */
    AsyncProcedureCall createStoredProcedureCall(String procedure);

    /**
     * A call of a stored procedure.
     *
     * @param procedure its name in the database
     * @param resultTypes the entities that a row of its result sets is made of
     * @return a new call of this session
     */
    AsyncProcedureCall createStoredProcedureCall(String procedure, Class<?>... resultTypes);

    /**
     * A call of a stored procedure, the columns of whose results are explained by mappings.
     *
     * @param procedure its name in the database
     * @param resultSetMappings the names of the mappings that explain a row
     * @return a new call of this session
     */
    AsyncProcedureCall createStoredProcedureCall(String procedure, String... resultSetMappings);

    /**
     * A call of a stored procedure that a mapping names, with its parameters:
     * {@link jakarta.persistence.NamedStoredProcedureQuery}.
     *
     * @param name the name in the mapping
     * @return a new call of this session
     */
    AsyncProcedureCall getNamedProcedureCall(String name);
}
