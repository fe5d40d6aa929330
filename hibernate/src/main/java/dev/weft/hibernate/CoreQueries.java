package dev.weft.hibernate;

import jakarta.persistence.criteria.CriteriaDelete;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.CriteriaUpdate;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.query.criteria.JpaCriteriaInsert;

/**
 * The queries and statements of a session of either kind, as plans for its core.
 *
 * @param <S> Hibernate's session
 */
abstract class CoreQueries<S extends SharedSessionContractImplementor> implements AsyncQueryProducer {
    private final SessionCore<S> core;

    CoreQueries(SessionCore<S> core) {
        this.core = core;
    }

    final SessionCore<S> core() {
        return core;
    }

    @Override
    public <R> AsyncSelectionQuery<R> createSelectionQuery(String hql, Class<R> resultType) {
        return new SelectionPlan<>(core, session -> session.createSelectionQuery(hql, resultType));
    }

    @Override
    public <R> AsyncSelectionQuery<R> createSelectionQuery(CriteriaQuery<R> criteria) {
        return new SelectionPlan<>(core, session -> session.createSelectionQuery(criteria));
    }

    @Override
    public <R> AsyncSelectionQuery<R> createNamedSelectionQuery(String name, Class<R> resultType) {
        return new SelectionPlan<>(core, session -> session.createNamedSelectionQuery(name, resultType));
    }

    @Override
    public AsyncMutationQuery createMutationQuery(String hql) {
        return new MutationPlan(core, session -> session.createMutationQuery(hql));
    }

    @Override
    public AsyncMutationQuery createMutationQuery(CriteriaUpdate<?> update) {
        return new MutationPlan(core, session -> session.createMutationQuery(update));
    }

    @Override
    public AsyncMutationQuery createMutationQuery(CriteriaDelete<?> delete) {
        return new MutationPlan(core, session -> session.createMutationQuery(delete));
    }

    @Override
    public AsyncMutationQuery createMutationQuery(JpaCriteriaInsert<?> insert) {
        return new MutationPlan(core, session -> session.createMutationQuery(insert));
    }

    @Override
    public AsyncMutationQuery createNamedMutationQuery(String name) {
        return new MutationPlan(core, session -> session.createNamedMutationQuery(name));
    }

    @Override
    public <R> AsyncSelectionQuery<R> createNativeQuery(String sql, Class<R> resultType) {
        return new SelectionPlan<>(core, session -> session.createNativeQuery(sql, resultType));
    }

    @Override
    public <R> AsyncSelectionQuery<R> createNativeQuery(String sql, String resultSetMapping, Class<R> resultType) {
        return new SelectionPlan<>(core, session -> session.createNativeQuery(sql, resultSetMapping, resultType));
    }

    @Override
    public AsyncMutationQuery createNativeMutationQuery(String sql) {
        return new MutationPlan(core, session -> session.createNativeMutationQuery(sql));
    }

    @Override
    public AsyncProcedureCall createStoredProcedureCall(String procedure) {
        return new ProcedurePlan(core, session -> session.createStoredProcedureCall(procedure));
    }

    @Override
    public AsyncProcedureCall createStoredProcedureCall(String procedure, Class<?>... resultTypes) {
        var types = resultTypes.clone();
        return new ProcedurePlan(core, session -> session.createStoredProcedureCall(procedure, types));
    }

    @Override
    public AsyncProcedureCall createStoredProcedureCall(String procedure, String... resultSetMappings) {
        var mappings = resultSetMappings.clone();
        return new ProcedurePlan(core, session -> session.createStoredProcedureCall(procedure, mappings));
    }

    @Override
    public AsyncProcedureCall getNamedProcedureCall(String name) {
        return new ProcedurePlan(core, session -> session.getNamedProcedureCall(name));
    }
}
