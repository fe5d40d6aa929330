package dev.weft.hibernate;

import jakarta.persistence.ParameterMode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.hibernate.FlushMode;
import org.jspecify.annotations.Nullable;

/**
 * A call of a stored procedure, made ready step by step and run as an operation of its session.
 *
 * <ul>
 *   <li>Parameters are registered in the order they have in the procedure, all by name or all by position.
 *   <li>Pending changes of the session are written before it, inside a transaction, as they are before a query.
 *   <li>It may be run more than once. What is wrong with it is told by the future of a run.
 * </ul>
 *
 * <p>For one thread at a time. Each method but the last answers the same object. After Hibernate's
 * {@code ProcedureCall}.
 */
public interface AsyncProcedureCall {
    /**
     * Registers a parameter by name.
     *
     * @param name the name it has in the procedure
     * @param type its type in Java
     * @param mode whether it goes in, out or both ways, or is a cursor whose rows are a result list
     * @return this call
     */
    AsyncProcedureCall registerParameter(String name, Class<?> type, ParameterMode mode);

    /**
     * Registers a parameter by position.
     *
     * @param position the position it has in the procedure, from 1
     * @param type its type in Java
     * @param mode whether it goes in, out or both ways, or is a cursor whose rows are a result list
     * @return this call
     */
    AsyncProcedureCall registerParameter(int position, Class<?> type, ParameterMode mode);

    /**
     * Sets a parameter that goes in, and has been registered.
     *
     * @param name its name
     * @param value its value; null is SQL's NULL
     * @return this call
     */
    AsyncProcedureCall setParameter(String name, @Nullable Object value);

    /**
     * Sets a parameter that goes in, and has been registered.
     *
     * @param position its position, from 1
     * @param value its value; null is SQL's NULL
     * @return this call
     */
    AsyncProcedureCall setParameter(int position, @Nullable Object value);

    /**
     * Tells the second-level cache that the procedure changes rows of an entity.
     *
     * @param entity the entity's class
     * @return this call
     */
    AsyncProcedureCall addSynchronizedEntityClass(Class<?> entity);

    /**
     * Tells when pending changes of the session are written before the call.
     *
     * @param mode the mode, for this call only
     * @return this call
     */
    AsyncProcedureCall setFlushMode(FlushMode mode);

    /**
     * Limits how long the database may take; then the call is stopped there.
     *
     * @param most above zero, counted in whole seconds, of which a part is one
     * @return this call
     * @throws IllegalArgumentException if it is not above zero
     */
    AsyncProcedureCall setTimeout(Duration most);

    /**
     * A hint, such as {@code jakarta.persistence.query.timeout}.
     *
     * @param name the hint, as Hibernate or JPA names it
     * @param value its value
     * @return this call
     */
    AsyncProcedureCall setHint(String name, Object value);

    /**
     * Calls the procedure and reads all that it answers.
     *
     * @return a future of its results
     */
    CompletableFuture<ProcedureResults> execute();
}
